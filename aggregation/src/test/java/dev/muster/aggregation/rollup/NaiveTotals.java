package dev.muster.aggregation.rollup;

import dev.muster.aggregation.MemberRegisters;
import dev.muster.aggregation.MissingReason;
import dev.muster.aggregation.SignalValue;
import dev.muster.assetmodel.connectivity.Connectivity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.telemetry.Quality;
import dev.muster.assetmodel.view.Limits;
import dev.muster.assetmodel.view.Member;
import dev.muster.assetmodel.view.MemberSignal;
import dev.muster.assetmodel.view.Roster;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Totals summed anew from everything that was ever said: slow and obvious, to compare with. */
final class NaiveTotals {
    private final Map<GroupKey, Roster> rosters;
    private final Map<AssetId, MemberRegisters> said;
    private final Instant now;

    NaiveTotals(Map<GroupKey, Roster> rosters, Map<AssetId, MemberRegisters> said, Instant now) {
        this.rosters = rosters;
        this.said = said;
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
        for (Member member : membersBelow(group).values()) {
            MemberSignal terms = member.signals().get(signal);
            if (terms == null) {
                continue;
            }
            MemberRegisters registers = said.getOrDefault(member.asset(), MemberRegisters.NONE);
            SignalValue reading = registers.values().get(signal);
            MissingReason reason = reason(registers, reading, terms);
            Limits limits = terms.limits();
            if (reason == null && reading != null) {
                reporting++;
                micros += terms.factor() * reading.micros();
                uncertain += reading.quality() == Quality.UNCERTAIN ? 1 : 0;
            } else if (reason != null) {
                missing.merge(reason, 1, Integer::sum);
                min += limits == null ? 0 : limits.minMicros();
                max += limits == null ? 0 : limits.maxMicros();
                unbounded += limits == null ? 1 : 0;
            }
        }
        return new SignalPartial(micros, reporting, uncertain, missing, min, max, unbounded, false);
    }

    Map<AssetId, MissingReason> missingIn(Roster roster, SignalName signal) {
        Map<AssetId, MissingReason> missing = new HashMap<>();
        roster.members().forEach((asset, member) -> {
            MemberSignal terms = member.signals().get(signal);
            if (terms != null) {
                MemberRegisters registers = said.getOrDefault(asset, MemberRegisters.NONE);
                MissingReason reason = reason(registers, registers.values().get(signal), terms);
                if (reason != null) {
                    missing.put(asset, reason);
                }
            }
        });
        return missing;
    }

    private Map<AssetId, Member> membersBelow(GroupKey group) {
        Roster roster = rosters.get(group);
        Map<AssetId, Member> members = new HashMap<>();
        if (roster != null) {
            members.putAll(roster.members());
            roster.children().keySet().forEach(child -> members.putAll(membersBelow(child)));
        }
        return members;
    }

    private @Nullable MissingReason reason(
            MemberRegisters registers, @Nullable SignalValue reading, MemberSignal terms) {
        Connectivity connectivity = registers.status() == null
                ? Connectivity.EXPECTED
                : registers.status().connectivity();
        if (connectivity == Connectivity.MAINTENANCE) {
            return MissingReason.MAINTENANCE;
        }
        if (connectivity == Connectivity.EXPECTED && registers.values().isEmpty()) {
            return MissingReason.NEVER_REPORTED;
        }
        if (connectivity == Connectivity.OFFLINE || connectivity == Connectivity.RETIRED) {
            return MissingReason.OFFLINE;
        }
        if (reading == null || !now.isBefore(reading.receivedAt().plus(terms.staleAfter()))) {
            return MissingReason.STALE_SIGNAL;
        }
        return reading.quality() == Quality.BAD ? MissingReason.BAD_QUALITY : null;
    }
}
