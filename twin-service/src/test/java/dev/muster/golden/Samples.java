package dev.muster.golden;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** One of everything that a part of the service stores or sends, by the names of its golden files. */
public final class Samples {
    private final String directory;
    private final SortedMap<String, Object> byFile = new TreeMap<>();

    private Samples(String directory) {
        this.directory = directory;
    }

    /** None yet; {@code directory}: where their files are, below {@code golden}. */
    public static Samples in(String directory) {
        return new Samples(directory);
    }

    /** A second one of a name gets {@code -2}, and so on: what is added comes last, so that no file changes its meaning. */
    public Samples put(String name, Object sample) {
        String free = name;
        for (int i = 2; byFile.containsKey(directory + "/" + free); i++) {
            free = name + "-" + i;
        }
        byFile.put(directory + "/" + free, sample);
        return this;
    }

    /** Named by their kind and class. */
    public Samples putAll(String kind, Collection<?> samples) {
        samples.forEach(sample -> put(kind + sample.getClass().getSimpleName(), sample));
        return this;
    }

    public SortedMap<String, Object> byFile() {
        return Collections.unmodifiableSortedMap(byFile);
    }
}
