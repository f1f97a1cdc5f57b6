package dev.muster.loadtest.fault.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * No false offline: whoever is called offline had fallen silent. The silence of a device is when it did not try to send; that
 * Kafka or Muster were away is none. Muster measures on another clock, and a machine that stalls delays what was sent: so half
 * of what the type allows passes for silence here, while a device that reports as it should never comes near that.
 */
public final class SilenceCheck {
    private SilenceCheck() {}

    /**
     * That an asset was called offline.
     *
     * @param since when it was last heard, as Muster says
     * @param at when Muster noticed
     */
    public record Offline(Instant since, Instant at) {}

    /** {@code said}: all that Muster says of the asset. */
    public static List<Breach> breaches(SentBy sent, List<Offline> said, Duration offlineAfter) {
        List<Breach> breaches = new ArrayList<>();
        for (Offline offline : said) {
            Duration silence = silence(sent.triedAt(), offline);
            if (silence.compareTo(offlineAfter.dividedBy(2)) < 0) {
                breaches.add(new Breach(
                        Breach.Kind.FALSE_OFFLINE,
                        "%s was called offline at %s, since %s, but was silent for at most %d ms by then, of %d ms that it may be"
                                .formatted(
                                        sent.asset(),
                                        offline.at(),
                                        offline.since(),
                                        silence.toMillis(),
                                        offlineAfter.toMillis())));
            }
        }
        return breaches;
    }

    /** The longest time in which it sent nothing, from then on. */
    public static Duration longest(SentBy sent, Instant from) {
        List<Instant> tried =
                sent.triedAt().stream().filter(at -> !at.isBefore(from)).toList();
        Duration longest = Duration.ZERO;
        for (int i = 1; i < tried.size(); i++) {
            Duration gap = Duration.between(tried.get(i - 1), tried.get(i));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }

    /** The longest time without a record that had begun when it was noticed. */
    private static Duration silence(List<Instant> heard, Offline offline) {
        Duration longest = Duration.ZERO;
        for (int i = 0; i < heard.size() && heard.get(i).isBefore(offline.at()); i++) {
            Instant next =
                    i + 1 < heard.size() && heard.get(i + 1).isBefore(offline.at()) ? heard.get(i + 1) : offline.at();
            // What it was silent for before has nothing to do with it.
            if (next.isAfter(offline.since())) {
                Duration silence = Duration.between(heard.get(i), next);
                longest = silence.compareTo(longest) > 0 ? silence : longest;
            }
        }
        return longest;
    }
}
