package dev.muster.loadtest.program;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One option of a command line; what stands after it is joined by {@code =} or the next argument. Whatever is not as expected is an
 * {@link IllegalArgumentException} that says so in one line.
 */
public final class Option {
    private final String name;
    private final @Nullable String joined;
    private final Iterator<String> rest;

    private Option(String name, @Nullable String joined, Iterator<String> rest) {
        this.name = name;
        this.joined = joined;
        this.rest = rest;
    }

    /** Each option in turn; its value must be asked for before the next one is. */
    public static Iterable<Option> in(List<String> arguments) {
        return () -> new Iterator<>() {
            private final Iterator<String> rest = arguments.iterator();

            @Override
            public boolean hasNext() {
                return rest.hasNext();
            }

            @Override
            public Option next() {
                String argument = rest.next();
                int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
                return equals < 0
                        ? new Option(argument, null, rest)
                        : new Option(argument.substring(0, equals), argument.substring(equals + 1), rest);
            }
        };
    }

    /** As it was given, dashes included. */
    public String name() {
        return name;
    }

    public IllegalArgumentException unknown() {
        return new IllegalArgumentException(
                "Expected one of the options that --help lists but got '%s'".formatted(name));
    }

    public String text() {
        if (joined != null) {
            return joined;
        }
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("Expected a value after " + name);
        }
        return rest.next();
    }

    /** True; for an option that takes no value. */
    public boolean flag() {
        if (joined != null) {
            throw new IllegalArgumentException("Expected no value after %s but got '%s'".formatted(name, joined));
        }
        return true;
    }

    public int number(int min, int max) {
        return number(text(), min, max);
    }

    /** {@code text}: all of what was given, or a part. */
    public int number(String text, int min, int max) {
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, as a number out of range is.
        }
        throw new IllegalArgumentException(
                "Expected a whole number from %d to %d after %s but got '%s'".formatted(min, max, name, text));
    }

    /** What stands between commas, each read by {@code reader}. */
    public <T> List<T> list(Function<String, T> reader) {
        return Arrays.stream(text().split(",", -1))
                .map(text -> reader.apply(text.strip()))
                .toList();
    }

    /** Likewise; none of them may come twice. */
    public <T> List<T> distinct(Function<String, T> reader) {
        String given = text();
        List<T> distinct = new ArrayList<>();
        for (String text : given.split(",", -1)) {
            T one = reader.apply(text.strip());
            if (distinct.contains(one)) {
                throw new IllegalArgumentException("Expected each of %s once but got '%s'".formatted(name, given));
            }
            distinct.add(one);
        }
        return List.copyOf(distinct);
    }

    /** Absolute. */
    public Path directory() {
        String text = text();
        try {
            if (!text.isBlank()) {
                return Path.of(text).toAbsolutePath().normalize();
            }
        } catch (InvalidPathException e) {
            // Answered below, as a blank one is.
        }
        throw new IllegalArgumentException("Expected a directory after %s but got '%s'".formatted(name, text));
    }

    /** A setting of Muster, {@code KEY=VALUE}, goes to the others. */
    public void putInto(Map<String, String> settings) {
        String text = text();
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("Expected KEY=VALUE after %s but got '%s'".formatted(name, text));
        }
        settings.put(
                text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }
}
