package dev.muster.assetmodel.exchange;

import dev.muster.assetmodel.document.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a line would change of an entity.
 *
 * @param line its number
 * @param entity for example {@code asset/WT-07}
 * @param fields by name, a part of a map as {@code attributes.maker}; none when the entity would be created
 */
public record EntityChange(long line, String entity, boolean created, List<Field> fields) {
    /**
     * A field that would differ.
     *
     * @param from {@code null}: absent; likewise {@code to}
     */
    public record Field(
            String field, @Nullable Object from, @Nullable Object to) {}

    public EntityChange {
        fields = List.copyOf(fields);
    }

    static EntityChange of(EntityLine line, Verdict.Changed changed, Instant now) {
        Document before = changed.before();
        if (before == null) {
            return new EntityChange(line.number(), line.entityKey(), true, List.of());
        }
        Map<String, Object> from = flat(EntityForm.of(before, now));
        Map<String, Object> to = flat(EntityForm.of(changed.after(), now));
        Map<String, Object> all = new TreeMap<>(from);
        all.putAll(to);
        List<Field> fields = new ArrayList<>();
        for (String field : all.keySet()) {
            if (!Objects.equals(from.get(field), to.get(field))) {
                fields.add(new Field(field, from.get(field), to.get(field)));
            }
        }
        return new EntityChange(line.number(), line.entityKey(), false, fields);
    }

    private static Map<String, Object> flat(Map<String, Object> form) {
        Map<String, Object> flat = new TreeMap<>();
        form.forEach((field, value) -> {
            if (value instanceof Map<?, ?> parts) {
                parts.forEach((part, inner) -> flat.put(field + "." + part, inner));
            } else {
                flat.put(field, value);
            }
        });
        return flat;
    }
}
