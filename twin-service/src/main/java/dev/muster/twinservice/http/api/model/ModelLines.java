package dev.muster.twinservice.http.api.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelCommand.PlaceAsset;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.exchange.EntityForm;
import dev.muster.assetmodel.exchange.EntityLine;
import dev.muster.assetmodel.fact.Placement;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.http.api.model.ModelBodies.AssetBody;
import dev.muster.twinservice.http.api.model.ModelBodies.GroupBody;
import dev.muster.twinservice.http.api.model.ModelBodies.HierarchyBody;
import dev.muster.twinservice.http.api.model.ModelBodies.PlacementBody;
import dev.muster.twinservice.http.api.model.ModelBodies.TypeBody;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Entities on lines of files: the bodies of the model's PUT requests, and beside their fields those that stand in the path
 * there. Where a body has one placement in a hierarchy, a line may have an array of them, and beside the body
 * of an asset it has the bodies of its devices and properties.
 */
public final class ModelLines {
    private static final String KINDS =
            Arrays.stream(EntityLine.Kind.values()).map(EntityForm::name).collect(Collectors.joining(", "));

    private ModelLines() {}

    /** What the line says of its entity; {@link BadInput} names the field that does not fit. Changes {@code line}. */
    public static List<ModelCommand> commands(JsonNode line) {
        if (!(line instanceof ObjectNode fields)) {
            throw new BadInput(
                    Problem.badInput(null, "Expected a JSON object but got " + Problem.shown(line.toString())));
        }
        EntityLine.Kind kind = take(fields, EntityForm.ENTITY, ModelLines::kind);
        return switch (kind) {
            case TYPE -> {
                TypeId id = take(fields, "id", TypeId::new);
                yield List.of(Json.read(fields, TypeBody.class).command(id));
            }
            case HIERARCHY -> {
                HierarchyId id = take(fields, "id", HierarchyId::new);
                yield List.of(Json.read(fields, HierarchyBody.class).command(id));
            }
            case GROUP -> {
                HierarchyId hierarchy = take(fields, "hierarchy", HierarchyId::new);
                GroupId id = take(fields, "id", GroupId::new);
                yield group(new GroupKey(hierarchy, id), fields);
            }
            case RULE -> {
                GroupId id = take(fields, "id", GroupId::new);
                yield List.of(Json.read(fields, RuleBody.class).command(id));
            }
            case ASSET -> asset(take(fields, "id", AssetId::new), fields);
        };
    }

    private static List<ModelCommand> group(GroupKey group, ObjectNode fields) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        JsonNode given = fields.remove("desired");
        body.set("desired", given == null ? null : versions(given));
        List<ModelCommand> commands = new ArrayList<>();
        commands.add(Json.read(fields, GroupBody.class).command(group));
        List<PropertiesBody> wanted = orNone(Json.read(body, WantedBody.class).desired());
        for (int i = 0; i < wanted.size(); i++) {
            commands.add(wanted.get(i).command(group, "desired[%d].".formatted(i)));
        }
        return commands;
    }

    private static List<ModelCommand> asset(AssetId id, ObjectNode fields) {
        JsonNode places = fields.remove("placements");
        JsonNode devices = fields.remove("devices");
        JsonNode properties = fields.remove("properties");
        PutAsset described = Json.read(fields, AssetBody.class).command(id);
        List<Placement> first = new ArrayList<>();
        List<ModelCommand> more = new ArrayList<>();
        placements(places).forEach((name, list) -> {
            HierarchyId hierarchy = Call.id("placements", name, HierarchyId::new);
            for (int i = 0; i < list.size(); i++) {
                Placement placement = list.get(i).in(hierarchy, "placements.%s[%d].".formatted(name, i));
                if (i == 0) {
                    first.add(placement);
                } else {
                    more.add(new PlaceAsset(id, placement));
                }
            }
        });
        List<ModelCommand> commands = new ArrayList<>();
        commands.add(new PutAsset(
                id,
                described.name(),
                described.type(),
                described.source(),
                described.limits(),
                described.attributes(),
                described.retiredFrom(),
                first,
                described.details(),
                described.validity()));
        commands.addAll(more);
        commands.addAll(devices(id, devices));
        commands.addAll(properties(id, properties));
        return commands;
    }

    private static List<ModelCommand> devices(AssetId id, @Nullable JsonNode given) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("devices", given);
        List<InstallationBody> devices =
                orNone(Json.read(body, DevicesBody.class).devices());
        List<ModelCommand> commands = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            commands.add(devices.get(i).command(id, "devices[%d].".formatted(i)));
        }
        return commands;
    }

    /** What is reported is passed over, as an export has it: devices report, files do not. */
    private static List<ModelCommand> properties(AssetId id, @Nullable JsonNode given) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("properties", given);
        if (given instanceof ObjectNode kinds) {
            kinds.remove(Json.name(PropertyKind.REPORTED));
            kinds.properties().forEach(kind -> kind.setValue(versions(kind.getValue())));
        }
        StatedBody stated = Json.read(body, StatedBodies.class).properties();
        List<ModelCommand> commands = new ArrayList<>();
        if (stated != null) {
            add(commands, id, PropertyKind.EXPECTED, orNone(stated.expected()));
            add(commands, id, PropertyKind.DESIRED, orNone(stated.desired()));
        }
        return commands;
    }

    /** Texts by name are what is said from now on. */
    private static JsonNode versions(JsonNode said) {
        if (!said.isObject()) {
            return said;
        }
        ObjectNode version = JsonNodeFactory.instance.objectNode();
        version.set("properties", said);
        return JsonNodeFactory.instance.arrayNode().add(version);
    }

    private static void add(List<ModelCommand> to, AssetId id, PropertyKind kind, List<PropertiesBody> versions) {
        for (int i = 0; i < versions.size(); i++) {
            to.add(versions.get(i).command(id, kind, "properties.%s[%d].".formatted(Json.name(kind), i)));
        }
    }

    private static <T> List<T> orNone(@Nullable List<T> given) {
        return given == null ? List.of() : given;
    }

    private record WantedBody(@Nullable List<PropertiesBody> desired) {}

    private record DevicesBody(@Nullable List<InstallationBody> devices) {}

    private record StatedBodies(@Nullable StatedBody properties) {}

    /** In the order of time. */
    private record StatedBody(
            @Nullable List<PropertiesBody> expected,
            @Nullable List<PropertiesBody> desired) {}

    private static Map<String, List<PlacementBody>> placements(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return Map.of();
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("placements", given);
        if (given.isObject()) {
            ObjectNode lists = body.putObject("placements");
            for (Map.Entry<String, JsonNode> one : given.properties()) {
                JsonNode places = one.getValue();
                lists.set(
                        one.getKey(),
                        places.isArray() ? places : lists.arrayNode().add(places));
            }
        }
        return Json.read(body, PlacementsBody.class).placements();
    }

    /** By hierarchy. */
    private record PlacementsBody(Map<String, List<PlacementBody>> placements) {}

    private static EntityLine.Kind kind(String text) {
        return Arrays.stream(EntityLine.Kind.values())
                .filter(kind -> EntityForm.name(kind).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected one of %s but got '%s'".formatted(KINDS, Problem.shown(text))));
    }

    private static <T> T take(ObjectNode fields, String name, Function<String, T> constructor) {
        JsonNode value = fields.remove(name);
        if (value == null || value.isNull()) {
            throw new BadInput(Problem.badInput(name, "Expected the field '%s' but it is missing".formatted(name)));
        }
        if (!value.isTextual()) {
            throw new BadInput(Problem.badInput(name, "Expected a text but got " + Problem.shown(value.toString())));
        }
        return Call.id(name, value.textValue(), constructor);
    }
}
