package dev.muster.twinservice.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * {@link CommandRecord} as UTF-8 JSON, the same in the audit and on the topic {@code command-records}. Audits are read
 * for years: fields are only ever added, never renamed, and a new field can be absent in old bytes. Unknown fields are
 * passed over, so that builds one version apart read each other. A mapper of its own: no other reader's needs change
 * these bytes. Thread-safe.
 */
public final class CommandRecordCodec {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new ParameterNamesModule(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CommandRecordCodec() {}

    public static byte[] encode(CommandRecord known) {
        try {
            return JSON.writeValueAsBytes(known);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected a record that has a form in JSON but got " + known, e);
        }
    }

    /** {@link IllegalArgumentException} for what {@link #encode} never wrote. */
    public static CommandRecord decode(byte[] bytes) {
        try {
            CommandRecord known = JSON.readValue(bytes, CommandRecord.class);
            if (known == null || known.request() == null || known.transitions().isEmpty()) {
                throw new IllegalArgumentException("Expected a command with its request and a first step");
            }
            return known;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected the record of a command: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading an array cannot fail", e);
        }
    }
}
