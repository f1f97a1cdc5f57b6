package dev.muster.assetmodel.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One command to one asset, or one to a group. It follows from whom the command is for and from its idempotency key, so that the
 * same key always names the same command, whoever asks, on whatever node, after whatever was forgotten.
 */
public record CommandId(String value) implements Comparable<CommandId> {
    private static final int BYTES = 16;

    /** Throws {@link IllegalArgumentException} when {@code value} is not an id; see {@link IdRule}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CommandId {
        IdRule.check("a command id", value);
    }

    /** Of a command to one asset. */
    public static CommandId of(AssetId asset, String key) {
        return of("asset\n" + asset + "\n" + key);
    }

    /** Of a command to all members of a group. */
    public static CommandId of(GroupKey group, String key) {
        return of("group\n" + group + "\n" + key);
    }

    private static CommandId of(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return new CommandId(HexFormat.of().formatHex(digest, 0, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected a platform with SHA-256, as every Java has", e);
        }
    }

    @Override
    @JsonValue
    public String value() {
        return value;
    }

    @Override
    public int compareTo(CommandId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
