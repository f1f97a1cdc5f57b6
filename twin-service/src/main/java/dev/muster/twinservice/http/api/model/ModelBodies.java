package dev.muster.twinservice.http.api.model;

import static dev.muster.twinservice.http.Call.required;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.fact.AssetDetails;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.Validity;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.SourceId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.type.ExpectationSchedule;
import dev.muster.assetmodel.type.Range;
import dev.muster.assetmodel.type.Signal;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Request bodies of the model's endpoints, and the commands that they mean. A field that is left out is null here, and
 * leaving it out means the same as null. Ids that are keys are read as texts, so that a bad one is told by its place.
 */
public final class ModelBodies {
    private ModelBodies() {}

    /** Body of {@code PUT /v1/types/{type}}. */
    record TypeBody(
            @Nullable String name,
            @Nullable Duration offlineAfter,
            @Nullable List<Signal> signals,
            @Nullable ExpectationBody expectation,
            @Nullable List<ControlBodies.CommandBody> commands,
            ControlBodies.@Nullable SetPointBody setPoint,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {
        ModelCommand command(TypeId type) {
            String named = required("name", name);
            Duration patience = required("offlineAfter", offlineAfter);
            List<Signal> described = required("signals", signals);
            if (patience.isZero() || patience.isNegative()) {
                throw new BadInput(
                        Problem.badInput("offlineAfter", "Expected a duration above zero but got " + patience));
            }
            ExpectationSchedule schedule =
                    expectation == null ? new ExpectationSchedule.Always() : expectation.schedule();
            AssetType defined = valid("signals", () -> new AssetType(type, named, patience, described, schedule));
            return new ModelCommand.DefineType(
                    ControlBodies.with(defined, commands, setPoint), validity(validFrom, validTo));
        }
    }

    /** Inside a type's body: when its assets are expected to report. */
    record ExpectationBody(
            @Nullable ExpectationKind kind,
            @Nullable ZoneId zone,
            @Nullable List<WindowBody> windows) {
        ExpectationSchedule schedule() {
            ExpectationKind by = required("expectation.kind", kind);
            if (by == ExpectationKind.DAILY) {
                ZoneId where = required("expectation.zone", zone);
                List<WindowBody> given = required("expectation.windows", windows);
                List<ExpectationSchedule.Window> parts = new ArrayList<>();
                for (int i = 0; i < given.size(); i++) {
                    parts.add(given.get(i).window("expectation.windows[" + i + "]"));
                }
                return valid("expectation.windows", () -> new ExpectationSchedule.Daily(where, parts));
            }
            onlyDaily("expectation.zone", zone);
            onlyDaily("expectation.windows", windows);
            return by == ExpectationKind.DAYLIGHT
                    ? new ExpectationSchedule.Daylight()
                    : new ExpectationSchedule.Always();
        }

        private static void onlyDaily(String field, @Nullable Object given) {
            if (given != null) {
                throw new BadInput(Problem.badInput(
                        field, "Expected the field '%s' with kind daily only but it is there".formatted(field)));
            }
        }
    }

    /** What a schedule goes by. */
    enum ExpectationKind {
        @JsonProperty("always")
        ALWAYS,
        @JsonProperty("daily")
        DAILY,
        @JsonProperty("daylight")
        DAYLIGHT
    }

    /** Part of a day. */
    record WindowBody(@Nullable LocalTime from, @Nullable LocalTime to) {
        ExpectationSchedule.Window window(String at) {
            LocalTime begin = required(at + ".from", from);
            LocalTime end = required(at + ".to", to);
            return valid(at, () -> new ExpectationSchedule.Window(begin, end));
        }
    }

    /** Body of {@code PUT /v1/hierarchies/{hierarchy}}. */
    record HierarchyBody(@Nullable String name) {
        ModelCommand command(HierarchyId hierarchy) {
            return new ModelCommand.CreateHierarchy(hierarchy, required("name", name));
        }
    }

    /** Body of {@code PUT /v1/hierarchies/{hierarchy}/groups/{group}}. */
    record GroupBody(
            @Nullable String name,
            @Nullable GroupId parent,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {
        ModelCommand command(GroupKey group) {
            @Nullable Validity validity = validity(validFrom, validTo);
            return new ModelCommand.PutGroup(group, required("name", name), parent, validity);
        }
    }

    /**
     * Body of {@code PUT /v1/assets/{asset}}; {@code placements} by hierarchy, left out: untouched. The times are those of
     * everything else.
     */
    record AssetBody(
            @Nullable String name,
            @Nullable TypeId type,
            @Nullable SourceId source,
            @Nullable Map<String, Range> limits,
            @Nullable Map<String, String> attributes,
            @Nullable Instant retiredFrom,
            @Nullable String owner,
            @Nullable String custodian,
            @Nullable List<AssetId> feeds,
            @Nullable List<AssetId> predecessors,
            @Nullable Map<String, PlacementBody> placements,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {
        ModelCommand.PutAsset command(AssetId asset) {
            Map<SignalName, Range> bounds = new TreeMap<>();
            orEmpty(limits).forEach((signal, range) -> bounds.put(Call.id("limits", signal, SignalName::new), range));
            List<Placement> placed = new ArrayList<>();
            orEmpty(placements)
                    .forEach((hierarchy, placement) -> placed.add(placement.in(
                            Call.id("placements", hierarchy, HierarchyId::new), "placements." + hierarchy + ".")));
            return new ModelCommand.PutAsset(
                    asset,
                    required("name", name),
                    required("type", type),
                    source,
                    bounds,
                    orEmpty(attributes),
                    retiredFrom,
                    placed,
                    new AssetDetails(owner, custodian, orNone(feeds), orNone(predecessors)),
                    validity(validFrom, validTo));
        }
    }

    /** Body of {@code PUT /v1/assets/{asset}/placements/{hierarchy}}; inside an asset's body also just the group's id. */
    record PlacementBody(
            @Nullable GroupId group,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {
        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        PlacementBody {}

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static PlacementBody ofGroup(String group) {
            return new PlacementBody(new GroupId(group), null, null);
        }

        /** {@code at} stands before the names of fields: where in the whole body this one is. */
        Placement in(HierarchyId hierarchy, String at) {
            GroupId into = required(at + "group", group);
            if (validFrom != null && validTo != null) {
                valid(at + "validTo", () -> new Validity(validFrom, validTo));
            }
            return new Placement(hierarchy, into, validFrom, validTo);
        }
    }

    /** Body of {@code POST /v1/assets/{asset}/retirement}. */
    record RetirementBody(@Nullable Instant from) {
        ModelCommand command(AssetId asset) {
            return new ModelCommand.RetireAsset(asset, required("from", from));
        }
    }

    /** {@code null}: none was given, so the writer has its own. */
    static @Nullable Validity validity(@Nullable Instant validFrom, @Nullable Instant validTo) {
        return validity(validFrom, validTo, "");
    }

    /** Likewise; {@code at} stands before the names of fields. */
    static @Nullable Validity validity(@Nullable Instant validFrom, @Nullable Instant validTo, String at) {
        if (validFrom == null && validTo != null) {
            throw new BadInput(
                    Problem.badInput(at + "validFrom", "Expected validFrom beside validTo but it is missing"));
        }
        return validFrom == null ? null : valid(at + "validTo", () -> new Validity(validFrom, validTo));
    }

    private static List<AssetId> orNone(@Nullable List<AssetId> assets) {
        return assets == null ? List.of() : assets;
    }

    private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : map;
    }

    static <T> T valid(String field, Supplier<T> command) {
        try {
            return command.get();
        } catch (IllegalArgumentException e) {
            throw new BadInput(Problem.badInput(field, String.valueOf(e.getMessage())));
        }
    }
}
