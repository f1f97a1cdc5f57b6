package dev.muster.twinservice.live;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A row of a view. Rows with equal fields are the same news, which is told once. Thread-safe. */
public final class LiveRow {
    private final String key;
    private final Map<String, Object> fields;
    /** Of all readers: whoever needs it first makes it; two who do so at once make the same. */
    private volatile byte @Nullable [] text;

    /** @param fields without the key; not changed afterwards */
    public LiveRow(String key, Map<String, Object> fields) {
        this.key = key;
        this.fields = new LinkedHashMap<>();
        this.fields.put("key", key);
        this.fields.putAll(fields);
    }

    public String key() {
        return key;
    }

    /** With {@code key} first. */
    public Map<String, Object> fields() {
        return fields;
    }

    /** As {@code encoder} has it, which is always the same one; not to be changed. */
    public byte[] text(Function<Map<String, Object>, byte[]> encoder) {
        byte[] known = text;
        if (known == null) {
            known = encoder.apply(fields);
            text = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LiveRow row && fields.equals(row.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
