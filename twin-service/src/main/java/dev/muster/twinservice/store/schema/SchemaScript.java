package dev.muster.twinservice.store.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One version of the schema: a resource such as {@code V002__history.cql}. Its statements end with a semicolon at the end
 * of a line and must be repeatable ({@code IF NOT EXISTS}), because a node that dies half way is succeeded by another.
 *
 * @param version from 1, without gaps
 * @param checksum SHA-256 of the file, with line ends as {@code \n}
 */
record SchemaScript(int version, String name, String checksum, List<String> statements) {
    private static final Pattern NAME = Pattern.compile("V(\\d{3})__[a-z_]+\\.cql");
    private static final Pattern COMMENT = Pattern.compile("^\\s*--.*$", Pattern.MULTILINE);
    private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*(\\n|$)");

    /** Reads a resource of {@code folder}; {@link IllegalStateException} when it is not there. */
    static SchemaScript load(String folder, String name) {
        try (InputStream resource = SchemaScript.class.getResourceAsStream(folder + name)) {
            if (resource == null) {
                throw new IllegalStateException(
                        "Expected the resource %s%s but it is not there".formatted(folder, name));
            }
            return parse(name, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + folder + name + " failed", e);
        }
    }

    static SchemaScript parse(String name, String text) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Expected a name like V001__journal.cql but got " + name);
        }
        String content = text.replace("\r\n", "\n");
        String code = COMMENT.matcher(content).replaceAll("");
        List<String> statements = Arrays.stream(END_OF_STATEMENT.split(code))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .collect(Collectors.toUnmodifiableList());
        return new SchemaScript(Integer.parseInt(matcher.group(1)), name, sha256(content), statements);
    }

    private static String sha256(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
