package dev.muster.twinservice.http.api.temporal;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.temporal.AssetChange;
import dev.muster.assetmodel.view.temporal.GroupChange;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import dev.muster.assetmodel.view.temporal.Page;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What came, went and moved below a group from one moment to another: first its groups, then its assets. */
public final class DifferenceEndpoint {
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String AS_KNOWN_AT_FROM = "asKnownAtFrom";
    private static final String AS_KNOWN_AT_TO = "asKnownAtTo";
    private static final int PAGE_DEFAULT = 100;
    private static final int PAGE_MAX = 1_000;

    private final ModelHistory history;
    private final NotKnownThen notKnown;

    public DifferenceEndpoint(ModelHistory history) {
        this.history = history;
        this.notKnown = new NotKnownThen(history);
    }

    public List<Endpoint> endpoints() {
        return List.of(get(
                "/v1/hierarchies/{hierarchy}/groups/{group}/difference",
                call -> completedFuture(difference(call)),
                FROM,
                TO,
                AS_KNOWN_AT_FROM,
                AS_KNOWN_AT_TO,
                "limit",
                "cursor"));
    }

    /**
     * Where a page begins: behind a group, with {@code null} at the first; once all groups are told, behind an asset.
     *
     * @param assets whether all groups are told
     */
    private record Position(
            boolean assets,
            @Nullable GroupId group,
            @Nullable AssetId asset) {
        private static final String GROUPS = "groups:";
        private static final String ASSETS = "assets:";

        static Position of(Call call) {
            String text = call.parameter("cursor").orElse(GROUPS);
            if (text.startsWith(GROUPS)) {
                String id = text.substring(GROUPS.length());
                return new Position(false, id.isEmpty() ? null : Call.id("cursor", id, GroupId::new), null);
            }
            if (text.startsWith(ASSETS)) {
                String id = text.substring(ASSETS.length());
                return new Position(true, null, id.isEmpty() ? null : Call.id("cursor", id, AssetId::new));
            }
            throw new BadInput(Problem.badInput(
                    "cursor", "Expected the next of a page before but got '%s'".formatted(Problem.shown(text))));
        }
    }

    private HttpResponse difference(Call call) {
        GroupKey group = call.group();
        Moments.required(call, FROM);
        Moment from = Moments.moment(call, FROM, AS_KNOWN_AT_FROM, history);
        Moment to = Moments.moment(call, TO, AS_KNOWN_AT_TO, history);
        int limit = call.wholeNumber("limit", PAGE_DEFAULT, 1, PAGE_MAX);
        Position position = Position.of(call);
        if (history.group(group, from).isEmpty() && history.group(group, to).isEmpty()) {
            return notKnown.group(group, to);
        }
        List<Map<String, Object>> groups = new ArrayList<>();
        List<Map<String, Object>> assets = new ArrayList<>();
        String next = null;
        if (!position.assets()) {
            Page<GroupChange, GroupId> page = history.groupChanges(group, from, to, position.group(), limit);
            page.items().forEach(change -> groups.add(view(change)));
            next = page.next() == null ? null : Position.GROUPS + page.next();
        }
        if (next == null && groups.size() == limit) {
            next = Position.ASSETS;
        } else if (next == null) {
            Page<AssetChange, AssetId> page =
                    history.assetChanges(group, from, to, position.asset(), limit - groups.size());
            page.items().forEach(change -> assets.add(view(change)));
            next = page.next() == null ? null : Position.ASSETS + page.next();
        }
        return Json.ok(Json.fields(
                "hierarchy", group.hierarchy(),
                "group", group.group(),
                "from", Moments.view(from),
                "to", Moments.view(to),
                "groups", groups,
                "assets", assets,
                "next", next));
    }

    private static Map<String, Object> view(GroupChange change) {
        Group from = change.from();
        Group to = change.to();
        List<String> changes = new ArrayList<>();
        if (from == null || to == null) {
            changes.add(from == null ? "came" : "went");
        } else {
            if (!Objects.equals(from.parent(), to.parent())) {
                changes.add("moved");
            }
            if (!from.name().equals(to.name())) {
                changes.add("renamed");
            }
        }
        return Json.fields("id", change.group(), "changes", changes, "from", state(from), "to", state(to));
    }

    private static Map<String, Object> view(AssetChange change) {
        String what = change.from() == null ? "came" : change.to() == null ? "went" : "moved";
        return Json.fields("id", change.asset(), "change", what, "from", change.from(), "to", change.to());
    }

    private static @Nullable Map<String, Object> state(@Nullable Group group) {
        return group == null ? null : Json.fields("name", group.name(), "parent", group.parent());
    }
}
