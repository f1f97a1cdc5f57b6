package dev.muster.aggregation.rollup.simulation;

import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.SignalValue;
import dev.muster.aggregation.StatusRegister;
import dev.muster.aggregation.Watermarks;
import dev.muster.aggregation.rollup.Absentee;
import dev.muster.aggregation.rollup.SignalPartial;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.view.Limits;
import dev.muster.assetmodel.view.Member;
import dev.muster.assetmodel.view.MemberSignal;
import dev.muster.assetmodel.view.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Totals summed anew from everything that the aggregators ever heard: slow and obvious, to compare with. */
final class NaiveTotals {
    private final Map<GroupKey, Roster> rosters;
    private final Function<GroupKey, Heard> heard;
    private final Watermarks watermarks;
    private final Duration ingestBehindAfter;
    private final BiPredicate<GroupKey, GroupKey> misses;
    private final Instant now;

    /** @param misses whether a parent takes one of its children as unreachable */
    NaiveTotals(
            Map<GroupKey, Roster> rosters,
            Function<GroupKey, Heard> heard,
            Watermarks watermarks,
            Duration ingestBehindAfter,
            BiPredicate<GroupKey, GroupKey> misses,
            Instant now) {
        this.rosters = rosters;
        this.heard = heard;
        this.watermarks = watermarks;
        this.ingestBehindAfter = ingestBehindAfter;
        this.misses = misses;
        this.now = now;
    }

    SignalPartial of(GroupKey group, SignalName signal) {
        long micros = 0;
        int reporting = 0;
        int uncertain = 0;
        long min = 0;
        long max = 0;
        int unbounded = 0;
        Map<MissingReason, Integer> missing = new EnumMap<>(MissingReason.class);
        for (Map.Entry<Member, Optional<Heard>> member :
                membersBelow(group, true).entrySet()) {
            MemberSignal terms = member.getKey().signals().get(signal);
            if (terms == null) {
                continue;
            }
            MissingReason reason = member.getValue().isEmpty()
                    ? MissingReason.UNREACHABLE
                    : reasonOf(missing(member.getValue().get(), member.getKey(), signal));
            if (reason == null) {
                SignalValue value = valueOf(member.getValue().orElseThrow(), member.getKey(), signal);
                reporting++;
                micros += terms.factor() * (value == null ? 0 : value.micros());
                uncertain += value != null && value.quality() == Quality.UNCERTAIN ? 1 : 0;
            } else {
                Limits limits = terms.limits();
                missing.merge(reason, 1, Integer::sum);
                min += limits == null ? 0 : limits.minMicros();
                max += limits == null ? 0 : limits.maxMicros();
                unbounded += limits == null ? 1 : 0;
            }
        }
        return new SignalPartial(micros, reporting, uncertain, missing, min, max, unbounded, false);
    }

    Map<AssetId, Absentee> missingIn(Roster roster, SignalName signal) {
        Map<AssetId, Absentee> missing = new HashMap<>();
        roster.members().forEach((asset, member) -> {
            if (member.signals().containsKey(signal)) {
                Absentee absentee = missing(heard.apply(roster.group()), member, signal);
                if (absentee != null) {
                    missing.put(asset, absentee);
                }
            }
        });
        return missing;
    }

    /** With what came to the group that each stands in; empty: somebody on the way up cannot hear of it. */
    private Map<Member, Optional<Heard>> membersBelow(GroupKey group, boolean reached) {
        Roster roster = rosters.get(group);
        Map<Member, Optional<Heard>> members = new HashMap<>();
        if (roster != null) {
            Optional<Heard> came = reached ? Optional.of(heard.apply(group)) : Optional.empty();
            roster.members().values().forEach(member -> members.put(member, came));
            roster.children()
                    .keySet()
                    .forEach(child -> members.putAll(membersBelow(child, reached && !misses.test(group, child))));
        }
        return members;
    }

    private static @Nullable MissingReason reasonOf(@Nullable Absentee absentee) {
        return absentee == null ? null : absentee.reason();
    }

    private static @Nullable SignalValue valueOf(Heard of, Member member, SignalName signal) {
        return of.member(member.asset()).signal(signal).value();
    }

    private @Nullable Absentee missing(Heard of, Member member, SignalName signal) {
        Heard.OfMember known = of.member(member.asset());
        StatusRegister status = statusInForce(known.registers().status());
        Connectivity connectivity = status == null ? Connectivity.EXPECTED : status.connectivity();
        Instant statusSince = status == null ? member.expectedSince() : status.since();
        boolean reported = !known.registers().values().isEmpty();
        if (connectivity == Connectivity.MAINTENANCE) {
            return new Absentee(member.asset(), MissingReason.MAINTENANCE, statusSince);
        }
        if (connectivity == Connectivity.EXPECTED && !reported && known.unreadSince() == null) {
            return new Absentee(member.asset(), MissingReason.NEVER_REPORTED, member.expectedSince());
        }
        if (connectivity == Connectivity.OFFLINE || connectivity == Connectivity.RETIRED) {
            return new Absentee(member.asset(), MissingReason.OFFLINE, statusSince);
        }
        SignalValue value = known.signal(signal).value();
        Instant staleAt = value == null
                ? Instant.MAX
                : value.receivedAt().plus(member.signals().get(signal).staleAfter());
        if (value != null && now.isBefore(staleAt)) {
            return value.quality() == Quality.BAD
                    ? new Absentee(
                            member.asset(),
                            MissingReason.BAD_QUALITY,
                            known.signal(signal).badSince())
                    : null;
        }
        return silent(of, member, signal, value == null ? statusSince : value.receivedAt(), staleAt);
    }

    /** Nothing in time is there of this signal. */
    private Absentee silent(Heard of, Member member, SignalName signal, Instant silentSince, Instant staleAt) {
        Heard.OfMember known = of.member(member.asset());
        Instant watermark = watermarks.of(member.asset());
        boolean isThereNothingToCome = watermark != null && !watermark.isBefore(staleAt);
        if (watermark == null) {
            return new Absentee(member.asset(), MissingReason.INGEST_BEHIND, of.startedAt());
        }
        if (!isThereNothingToCome && watermark.isBefore(now.minus(ingestBehindAfter))) {
            return new Absentee(member.asset(), MissingReason.INGEST_BEHIND, watermark);
        }
        Instant signalUnread = known.signal(signal).unreadSince();
        if (known.signal(signal).value() == null && signalUnread != null) {
            return new Absentee(member.asset(), MissingReason.RECOVERING, signalUnread);
        }
        Instant memberUnread = known.unreadSince();
        if (known.registers().values().isEmpty() && memberUnread != null) {
            return new Absentee(member.asset(), MissingReason.RECOVERING, memberUnread);
        }
        return new Absentee(member.asset(), MissingReason.STALE_SIGNAL, silentSince);
    }

    private @Nullable StatusRegister statusInForce(@Nullable StatusRegister status) {
        StatusRegister.Work work = status == null ? null : status.work();
        return status == null || work == null || now.isBefore(work.until())
                ? status
                : new StatusRegister(work.then(), work.thenSince(), status.journalSequence());
    }
}
