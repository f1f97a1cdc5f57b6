package dev.muster.twinservice.groupcommand;

import dev.muster.assetmodel.identity.AssetId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of a group command that is being given, which come in several messages; in memory only. */
final class Draft {
    private @Nullable String digest;
    private final List<AssetId> members = new ArrayList<>();

    /** The same for the same members; two who give the same at once help each other. */
    static String digest(List<AssetId> members) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            members.forEach(member -> digest.update((member + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected a platform with SHA-256, as every Java has", e);
        }
    }

    /** Adds some; returns how many there are, or -1 when the ones before are missing. What is there already is passed over. */
    int add(String of, int from, List<AssetId> more) {
        if (!of.equals(digest)) {
            if (from > 0) {
                return -1;
            }
            digest = of;
            members.clear();
        }
        if (from > members.size()) {
            return -1;
        }
        int known = Math.min(members.size() - from, more.size());
        members.addAll(more.subList(known, more.size()));
        return members.size();
    }

    List<AssetId> members() {
        return List.copyOf(members);
    }
}
