package dev.muster.aggregation.query;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place in the depth-first order of a tree's members: in the last group of {@code path}, after {@code after}. It
 * names things instead of counting them, so it stays right when the tree changes between two pages.
 *
 * @param path from the group that was asked about down
 * @param after {@code null}: before the first member
 */
record MissingCursor(List<GroupKey> path, @Nullable AssetId after) {
    private static final String VERSION = "1";
    private static final String SEPARATOR = "|";

    /** Longer than any cursor of a tree that anybody draws: 64 levels of the longest ids. */
    private static final int TEXT_LENGTH_MAX = 12_000;

    MissingCursor {
        path = List.copyOf(path);
    }

    /** URL-safe text: base64 without padding over version, hierarchy, asset and group ids; no id holds a bar. */
    String asText() {
        List<String> fields = new ArrayList<>();
        fields.add(VERSION);
        fields.add(path.get(0).hierarchy().value());
        fields.add(after == null ? "" : after.value());
        path.forEach(group -> fields.add(group.group().value()));
        byte[] bytes = String.join(SEPARATOR, fields).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Empty when {@code text} is not a cursor into the tree under {@code top}. */
    static Optional<MissingCursor> parse(String text, GroupKey top) {
        if (text.length() > TEXT_LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            String[] fields = decoded.split("\\|", -1);
            if (fields.length < 4 || !fields[0].equals(VERSION)) {
                return Optional.empty();
            }
            HierarchyId hierarchy = new HierarchyId(fields[1]);
            AssetId after = fields[2].isEmpty() ? null : new AssetId(fields[2]);
            List<GroupKey> path = new ArrayList<>();
            for (int i = 3; i < fields.length; i++) {
                path.add(new GroupKey(hierarchy, new GroupId(fields[i])));
            }
            return path.get(0).equals(top) ? Optional.of(new MissingCursor(path, after)) : Optional.empty();
        } catch (IllegalArgumentException notWrittenByUs) {
            return Optional.empty();
        }
    }
}
