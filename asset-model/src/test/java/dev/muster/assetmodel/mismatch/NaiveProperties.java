package dev.muster.assetmodel.mismatch;

import dev.muster.assetmodel.fact.PropertyKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one asset, hour by hour, as they are believed after each command: a table for each system and kind,
 * kept whole whenever it changes. Slow and simple.
 */
final class NaiveProperties {
    /** Hours of the table; whatever goes on for ever ends with it. */
    static final int HOURS = 12;

    private final int systems;
    private final Map<PropertyKind, List<Belief>> beliefs = new TreeMap<>();

    NaiveProperties(int systems) {
        this.systems = systems;
        for (PropertyKind kind : PropertyKind.values()) {
            List<List<@Nullable Version>> tables = new ArrayList<>();
            for (int system = 0; system < systems; system++) {
                tables.add(new ArrayList<>(Collections.nCopies(HOURS, null)));
            }
            beliefs.put(kind, new ArrayList<>(List.of(new Belief(-1, tables))));
        }
    }

    /** One statement: {@code number} tells it from others with the same values. */
    private record Version(Map<String, String> values, int begin, int number) {}

    /** What all systems say, by hour, since the minute in which that was recorded. */
    private record Belief(int recordedAt, List<List<@Nullable Version>> tables) {}

    /**
     * @param to the hour before which it ends; {@code null}: when what was said already begins
     * @return whether it fits; where it does not, nothing changes
     */
    boolean put(int minute, PropertyKind kind, int system, Map<String, String> said, int from, @Nullable Integer to) {
        List<Belief> history = Objects.requireNonNull(beliefs.get(kind));
        List<List<@Nullable Version>> tables =
                copy(history.get(history.size() - 1).tables());
        List<@Nullable Version> table = tables.get(system);
        int next = HOURS;
        for (int hour = HOURS - 1; hour > from; hour--) {
            Version version = table.get(hour);
            next = version != null && version.begin() > from ? version.begin() : next;
        }
        int end = to == null ? next : to;
        if (end > next) {
            return false;
        }
        Version before = table.get(from);
        Map<String, String> values = new TreeMap<>(said);
        if (kind == PropertyKind.REPORTED && before != null) {
            before.values().forEach(values::putIfAbsent);
        }
        if (before != null && before.values().equals(values) && end(table, before) == end) {
            return true;
        }
        for (int hour = from; hour < HOURS; hour++) {
            Version there = table.get(hour);
            if (there != null && before != null && there.number() == before.number()) {
                table.set(hour, null);
            }
            if (hour < end) {
                table.set(hour, new Version(values, from, minute));
            }
        }
        history.add(new Belief(minute, tables));
        return true;
    }

    private static int end(List<@Nullable Version> table, Version version) {
        int end = HOURS;
        for (int hour = HOURS - 1; hour >= version.begin(); hour--) {
            Version there = table.get(hour);
            if (there == null || there.number() != version.number()) {
                end = hour;
            }
        }
        return end;
    }

    /** For each property that differs: its name, what is stated, what is reported, and since which hour. */
    List<String> mismatches(PropertyKind kind, int hour, int known) {
        Map<String, String> stated = at(kind, hour, known);
        Map<String, Integer> since = new TreeMap<>();
        for (String name : stated.keySet()) {
            if (differs(kind, name, hour, known)) {
                int first = hour;
                while (first > 0 && differs(kind, name, first - 1, known)) {
                    first--;
                }
                since.put(name, first);
            }
        }
        Map<String, String> reported = at(PropertyKind.REPORTED, hour, known);
        return since.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> "%s %s %s %d"
                        .formatted(
                                entry.getKey(),
                                stated.get(entry.getKey()),
                                reported.get(entry.getKey()),
                                entry.getValue()))
                .toList();
    }

    /** For each property its name, its value, since which hour it holds, and since which minute that is known. */
    List<String> values(PropertyKind kind, int hour, int known) {
        List<String> values = new ArrayList<>();
        at(kind, hour, known).forEach((name, value) -> {
            int first = hour;
            while (first > 0 && value.equals(at(kind, first - 1, known).get(name))) {
                first--;
            }
            values.add("%s %s %d %d".formatted(name, value, first, knownSince(kind, name, hour, known)));
        });
        return values;
    }

    private int knownSince(PropertyKind kind, String name, int hour, int known) {
        List<Belief> history = believed(kind, known);
        Belief last = history.get(history.size() - 1);
        int system = governing(last, hour);
        String value = valueOf(last, system, hour, name);
        int since = last.recordedAt();
        for (int i = history.size() - 1;
                i >= 0 && Objects.equals(value, valueOf(history.get(i), system, hour, name));
                i--) {
            since = history.get(i).recordedAt();
        }
        return since;
    }

    private boolean differs(PropertyKind kind, String name, int hour, int known) {
        String stated = at(kind, hour, known).get(name);
        String reported = at(PropertyKind.REPORTED, hour, known).get(name);
        return stated != null && (reported == null || !same(stated, reported));
    }

    private static boolean same(String one, String other) {
        try {
            return Double.parseDouble(one) == Double.parseDouble(other);
        } catch (NumberFormatException e) {
            return one.equals(other);
        }
    }

    private Map<String, String> at(PropertyKind kind, int hour, int known) {
        List<Belief> history = believed(kind, known);
        Belief belief = history.get(history.size() - 1);
        int system = governing(belief, hour);
        Version version = system < 0 ? null : belief.tables().get(system).get(hour);
        return version == null ? Map.of() : version.values();
    }

    private List<Belief> believed(PropertyKind kind, int known) {
        return Objects.requireNonNull(beliefs.get(kind)).stream()
                .filter(belief -> belief.recordedAt() <= known)
                .sorted(Comparator.comparingInt(Belief::recordedAt))
                .toList();
    }

    private int governing(Belief belief, int hour) {
        for (int system = 0; system < systems; system++) {
            if (belief.tables().get(system).get(hour) != null) {
                return system;
            }
        }
        return -1;
    }

    private static @Nullable String valueOf(Belief belief, int system, int hour, String name) {
        Version version = belief.tables().get(system).get(hour);
        return version == null ? null : version.values().get(name);
    }

    private static List<List<@Nullable Version>> copy(List<List<@Nullable Version>> tables) {
        List<List<@Nullable Version>> copies = new ArrayList<>();
        tables.forEach(table -> copies.add(new ArrayList<>(table)));
        return copies;
    }
}
