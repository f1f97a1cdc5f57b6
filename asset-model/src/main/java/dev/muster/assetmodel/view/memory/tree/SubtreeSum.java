package dev.muster.assetmodel.view.memory.tree;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.Expectation;
import dev.muster.assetmodel.view.Limits;
import dev.muster.assetmodel.view.Member;
import dev.muster.assetmodel.view.Subtree;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A {@link Subtree} being summed. Members come and go one by one, so that one change costs as much in a group of any size. */
public final class SubtreeSum {
    private static final Expectation NONE = new Expectation(0, 0, 0, 0);

    private final Map<SignalName, Expectation> signals = new TreeMap<>();
    private long fingerprint;

    void add(Member member) {
        count(member, 1);
    }

    void subtract(Member member) {
        count(member, -1);
    }

    void add(Subtree subtree) {
        fingerprint += subtree.fingerprint();
        subtree.signals().forEach((signal, expectation) -> signals.merge(signal, expectation, SubtreeSum::sum));
    }

    Subtree toSubtree() {
        return fingerprint == 0 && signals.isEmpty()
                ? Subtree.EMPTY
                : new Subtree(fingerprint, Collections.unmodifiableMap(new TreeMap<>(signals)));
    }

    /** Spreads similar ids over 64 bits, so that the sums of different sets of them differ. */
    public static long mix(AssetId asset) {
        String id = asset.value();
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    private void count(Member member, int times) {
        fingerprint += times * mix(member.asset());
        member.signals().forEach((name, signal) -> {
            Limits limits = signal.limits();
            Expectation one = limits == null
                    ? new Expectation(times, 0, 0, times)
                    : new Expectation(times, times * limits.minMicros(), times * limits.maxMicros(), 0);
            Expectation sum = sum(signals.getOrDefault(name, NONE), one);
            if (sum.expected() == 0) {
                signals.remove(name);
            } else {
                signals.put(name, sum);
            }
        });
    }

    private static Expectation sum(Expectation a, Expectation b) {
        return new Expectation(
                Math.addExact(a.expected(), b.expected()),
                Math.addExact(a.minMicros(), b.minMicros()),
                Math.addExact(a.maxMicros(), b.maxMicros()),
                Math.addExact(a.unbounded(), b.unbounded()));
    }
}
