package dev.muster.aggregation.rollup.simulation;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.rollup.Partial;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.view.Member;
import dev.muster.assetmodel.view.Roster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All that came to one aggregator, as it came: from this the oracle says since when somebody is missing. */
final class Heard {
    /** All that came of one signal of a member since the aggregator knows of it. */
    static final class OfSignal {
        private final Instant addedAt;
        private final List<SignalValue> greatest = new ArrayList<>();
        private boolean read;

        OfSignal(Instant addedAt) {
            this.addedAt = addedAt;
        }

        @Nullable
        SignalValue value() {
            return greatest.isEmpty() ? null : greatest.get(greatest.size() - 1);
        }

        /** {@code null}: it is read. */
        @Nullable
        Instant unreadSince() {
            return read ? null : addedAt;
        }

        /** First arrival of the bad values that came last, each of them the greatest when it came. */
        Instant badSince() {
            Instant since = Instant.MAX;
            for (int i = greatest.size() - 1; i >= 0 && greatest.get(i).quality() == Quality.BAD; i--) {
                Instant arrival = greatest.get(i).receivedAt();
                since = arrival.isBefore(since) ? arrival : since;
            }
            return since;
        }
    }

    /** All that came of one member since it is one. */
    static final class OfMember {
        private final Map<SignalName, OfSignal> signals = new HashMap<>();
        private MemberRegisters registers = MemberRegisters.NONE;
        private Instant unreadSince;
        private boolean read;
        private int additions;

        OfMember(Instant now) {
            unreadSince = now;
        }

        OfSignal signal(SignalName signal) {
            return Objects.requireNonNull(signals.get(signal));
        }

        /** All that it said, of signals too that the aggregator does not keep. */
        MemberRegisters registers() {
            return registers;
        }

        /** {@code null}: it is read. */
        @Nullable
        Instant unreadSince() {
            return read ? null : unreadSince;
        }

        private void expect(Member member, Instant now) {
            signals.keySet().retainAll(member.signals().keySet());
            int before = signals.size();
            member.signals().keySet().forEach(signal -> signals.computeIfAbsent(signal, name -> new OfSignal(now)));
            if (signals.size() > before) {
                additions++;
                unreadSince = read ? now : unreadSince;
                read = false;
            }
        }

        private void take(MemberRegisters said) {
            registers = registers.merge(said);
            said.values().forEach((name, value) -> {
                OfSignal signal = signals.get(name);
                if (signal != null && (signal.value() == null || value.compareTo(signal.value()) > 0)) {
                    signal.greatest.add(value);
                }
            });
        }
    }

    private final Instant startedAt;
    private final Map<AssetId, OfMember> members = new HashMap<>();
    private final Map<AssetId, Integer> additionsWhenAsked = new HashMap<>();
    private final Map<GroupKey, Partial> newest = new HashMap<>();
    private final Map<GroupKey, Instant> heardOf = new HashMap<>();

    Heard(Instant startedAt) {
        this.startedAt = startedAt;
    }

    Instant startedAt() {
        return startedAt;
    }

    OfMember member(AssetId asset) {
        return Objects.requireNonNull(members.get(asset));
    }

    /** The newest partial of {@code child}; {@code null}: there is none. */
    @Nullable
    Partial lastOf(GroupKey child) {
        return newest.get(child);
    }

    /** {@code null}: never. */
    @Nullable
    Instant heardOf(GroupKey child) {
        return heardOf.get(child);
    }

    void expect(Roster roster, Instant now) {
        members.keySet().retainAll(roster.members().keySet());
        additionsWhenAsked.keySet().retainAll(roster.members().keySet());
        roster.members().forEach((asset, member) -> members.computeIfAbsent(asset, key -> new OfMember(now))
                .expect(member, now));
        newest.keySet().retainAll(roster.children().keySet());
        heardOf.keySet().retainAll(roster.children().keySet());
    }

    void take(AssetId asset, MemberRegisters said) {
        OfMember member = members.get(asset);
        if (member != null) {
            member.take(said);
        }
    }

    void take(Roster roster, Partial said, Instant now) {
        Partial known = newest.get(said.group());
        if (roster.children().containsKey(said.group()) && (known == null || !isNewer(known, said))) {
            newest.put(said.group(), said);
            heardOf.put(said.group(), now);
        }
    }

    private static boolean isNewer(Partial one, Partial other) {
        return one.incarnation() > other.incarnation()
                || (one.incarnation() == other.incarnation() && one.version() > other.version());
    }

    void asks(Collection<AssetId> asked) {
        asked.forEach(asset -> additionsWhenAsked.put(asset, member(asset).additions));
    }

    void reads(Collection<AssetId> asked, Map<AssetId, MemberRegisters> found) {
        for (AssetId asset : asked) {
            OfMember member = members.get(asset);
            if (member == null) {
                continue;
            }
            member.take(found.getOrDefault(asset, MemberRegisters.NONE));
            Integer additions = additionsWhenAsked.get(asset);
            if (additions != null && additions == member.additions) {
                member.read = true;
                member.signals.values().forEach(signal -> signal.read = true);
            }
        }
    }
}
