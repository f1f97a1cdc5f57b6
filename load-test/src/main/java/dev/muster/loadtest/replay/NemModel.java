package dev.muster.loadtest.replay;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.loadtest.model.ModelPlan;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A data directory, understood: who is in the model, what was published, and which units send. Immutable.
 */
public final class NemModel {
    /** The group of all regions. */
    public static final GroupKey COUNTRY = new GroupKey(ModelPlan.GEOGRAPHY, new GroupId("australia"));

    private final ModelPlan plan;
    private final PublishedWeek week;
    private final List<Instant> intervals;
    private final SortedMap<Series, List<AssetId>> units;
    private final Set<AssetId> operatingUnits;
    private final SortedSet<AssetId> neverReporting;
    private final NemSummary summary;

    private NemModel(Register register, PublishedWeek week) {
        this.plan = RegisterModel.plan(register.units());
        this.week = week;
        this.intervals = week.intervals();
        this.units = new TreeMap<>();
        Set<AssetId> readingOfTheirOwn = new HashSet<>();
        week.readings().values().forEach(interval -> readingOfTheirOwn.addAll(interval.keySet()));
        SortedSet<Series> published = week.series();
        this.operatingUnits = new HashSet<>();
        this.neverReporting = new TreeSet<>();
        for (RegisteredUnit unit : register.units()) {
            if (!unit.operating()) {
                continue;
            }
            operatingUnits.add(unit.id());
            Series series = new Series(unit.region(), unit.technology());
            units.computeIfAbsent(series, any -> new ArrayList<>()).add(unit.id());
            boolean sends = hasReadings() ? readingOfTheirOwn.contains(unit.id()) : published.contains(series);
            if (!sends) {
                neverReporting.add(unit.id());
            }
        }
        int operating = operatingUnits.size();
        this.summary = new NemSummary(
                register.rows(),
                register.units().size(),
                operating,
                register.units().size() - operating,
                operating - neverReporting.size(),
                neverReporting.size(),
                published.size(),
                intervals.size(),
                oddities(register, published, readingOfTheirOwn));
    }

    /** Reads the directory; {@link BadData} when it is not as documented. */
    public static NemModel read(Path directory) {
        DataDirectory files = DataDirectory.find(directory);
        return new NemModel(Register.read(files.units()), PublishedWeek.read(files.figures(), files.readings()));
    }

    public ModelPlan plan() {
        return plan;
    }

    public NemSummary summary() {
        return summary;
    }

    /** Start times of the intervals, in order. */
    public List<Instant> intervals() {
        return intervals;
    }

    /** Published for an interval, in micros and as published: loads are positive. */
    public SortedMap<Series, Long> published(Instant interval) {
        return Collections.unmodifiableSortedMap(week.figures().getOrDefault(interval, new TreeMap<>()));
    }

    /** The operating units that stand behind a series. */
    public List<AssetId> units(Series series) {
        return List.copyOf(units.getOrDefault(series, List.of()));
    }

    /** Operating units about which nothing is published: they never send. */
    public SortedSet<AssetId> neverReporting() {
        return Collections.unmodifiableSortedSet(neverReporting);
    }

    /** Where a series stands in the hierarchy {@code technology}. */
    public GroupKey group(Series series) {
        return RegisterModel.technologyGroup(series.technology(), series.region());
    }

    /** 1, or -1 when what is published is a load: its contribution to a generation-positive total. */
    public int factor(Series series) {
        return RegisterModel.isLoad(series.technology(), false) ? -1 : 1;
    }

    /** Whether the data has readings of single units; then they are sent, and figures only shown. */
    boolean hasReadings() {
        return !week.readings().isEmpty();
    }

    /** Of the operating units. */
    SortedMap<AssetId, Long> readings(Instant interval) {
        SortedMap<AssetId, Long> readings = new TreeMap<>(week.readings().getOrDefault(interval, new TreeMap<>()));
        readings.keySet().retainAll(operatingUnits);
        return readings;
    }

    private List<String> oddities(Register register, SortedSet<Series> published, Set<AssetId> readingOfTheirOwn) {
        List<String> lines = new ArrayList<>(register.repeated());
        long strangers = readingOfTheirOwn.stream()
                .filter(id -> !operatingUnits.contains(id))
                .count();
        say(lines, (int) strangers, "with readings but no operating unit in the register: not sent");
        List<String> homeless = published.stream()
                .filter(series -> !units.containsKey(series))
                .map(Series::toString)
                .toList();
        if (!homeless.isEmpty()) {
            lines.add("published without an operating unit, not sent: " + String.join(", ", homeless));
        }
        say(lines, count(register, unit -> unit.capacity().isEmpty()), "without a capacity: loaded without limits");
        say(
                lines,
                count(register, unit -> unit.technology().isEmpty()),
                "without a technology: loaded as %s, in a group of that name"
                        .formatted(RegisterModel.UNKNOWN_TECHNOLOGY));
        say(
                lines,
                count(register, unit -> !unit.operating()),
                "retired: registered as retired since %s, placed nowhere, not expected"
                        .formatted(RegisterModel.RETIRED_FROM));
        say(
                lines,
                count(register, unit -> RegisterModel.isLoad(unit.technology(), unit.load())),
                "charging, pumping or dispatched as loads: positive readings are load");
        say(
                lines,
                count(register, unit -> RegisterModel.isLoad(unit.technology(), false) && !unit.load()),
                "of these dispatched as generators: the technology decides, they are loads");
        return lines;
    }

    private static void say(List<String> lines, int count, String what) {
        if (count > 0) {
            lines.add(count + " " + what);
        }
    }

    private static int count(Register register, Predicate<RegisteredUnit> which) {
        return (int) register.units().stream().filter(which).count();
    }
}
