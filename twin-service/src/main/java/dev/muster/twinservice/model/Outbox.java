package dev.muster.twinservice.model;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.TreeSet;

/**
 * Which entities have changes that the changelog is not known to have. Changes are numbered from 1; an entity counts with the
 * number of its last one, because its document holds them all. Not thread-safe.
 */
final class Outbox {
    /** In the order of numbers. */
    private final LinkedHashMap<String, Long> unpublished = new LinkedHashMap<>();

    /** By entity all its changes without a confirmation: several can be under way, and each is told of for itself. */
    private final Map<String, Queue<Long>> unconfirmed = new HashMap<>();

    /** The same, of all entities. */
    private final NavigableSet<Long> unconfirmedNumbers = new TreeSet<>();

    private final Map<String, Long> underway = new HashMap<>();
    private long changes;
    private long position = -1;
    private long noted;

    static Outbox of(long changes, long position, Map<String, Long> unpublished) {
        Outbox outbox = new Outbox();
        outbox.changes = changes;
        outbox.position = position;
        outbox.unpublished.putAll(unpublished);
        outbox.noted = outbox.publishedUpTo();
        return outbox;
    }

    void changed(String entityKey) {
        changes++;
        unpublished.remove(entityKey);
        unpublished.put(entityKey, changes);
        unconfirmed.computeIfAbsent(entityKey, key -> new ArrayDeque<>()).add(changes);
        unconfirmedNumbers.add(changes);
    }

    /** What to publish now, by entity key; it counts as under way until confirmed or failed. */
    Map<String, Long> take() {
        Map<String, Long> taken = new LinkedHashMap<>();
        unpublished.forEach((key, number) -> {
            if (underway.getOrDefault(key, 0L) < number) {
                taken.put(key, number);
            }
        });
        underway.putAll(taken);
        return taken;
    }

    void confirmed(Map<String, Long> published, long newPosition) {
        published.forEach((key, number) -> {
            underway.remove(key, number);
            if (unpublished.getOrDefault(key, Long.MAX_VALUE) <= number) {
                unpublished.remove(key);
            }
            Queue<Long> numbers = unconfirmed.get(key);
            if (numbers != null && nothingLeft(numbers, number)) {
                unconfirmed.remove(key);
            }
        });
        position = Math.max(position, newPosition);
    }

    void failed(Map<String, Long> notPublished) {
        notPublished.forEach(underway::remove);
    }

    void noted(long upTo, long notedPosition) {
        unpublished.values().removeIf(number -> number <= upTo);
        unconfirmed.values().removeIf(numbers -> nothingLeft(numbers, upTo));
        position = Math.max(position, notedPosition);
        noted = Math.max(noted, upTo);
    }

    /** To be published again, although it was. Of an entity that changed, or was adopted: there is a number then. */
    void again(String entityKey) {
        unpublished.putIfAbsent(entityKey, changes);
    }

    /** The changelog has it already. */
    void adopted() {
        changes++;
    }

    /** What was known of positions holds no longer. */
    void rebased(long newPosition) {
        position = newPosition;
    }

    boolean isUnpublished(String entityKey) {
        return unpublished.containsKey(entityKey);
    }

    /** The changelog has all changes up to and including this number. */
    long publishedUpTo() {
        long upTo = unpublished.isEmpty()
                ? changes
                : unpublished.values().iterator().next() - 1;
        // An entity that changed again stands there with its last number only.
        return unconfirmedNumbers.isEmpty() ? upTo : Math.min(upTo, unconfirmedNumbers.first() - 1);
    }

    /** Changes that the changelog has but the journal does not know so. */
    long toNote() {
        return publishedUpTo() - noted;
    }

    long changes() {
        return changes;
    }

    long position() {
        return position;
    }

    Map<String, Long> unpublished() {
        return new LinkedHashMap<>(unpublished);
    }

    /** Takes out what is confirmed up to {@code upTo}. */
    private boolean nothingLeft(Queue<Long> numbers, long upTo) {
        for (Long first = numbers.peek(); first != null && first <= upTo; first = numbers.peek()) {
            numbers.remove();
            unconfirmedNumbers.remove(first);
        }
        return numbers.isEmpty();
    }
}
