package dev.muster.twinservice.http.api.command;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.twinservice.audit.AuditPage;
import dev.muster.twinservice.audit.AuditPosition;
import dev.muster.twinservice.audit.AuditQuery;
import dev.muster.twinservice.audit.CommandAudit;
import dev.muster.twinservice.http.BadInput;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.Problem;
import dev.muster.twinservice.http.Unknown;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Who commanded what, why, when, and what became of it, newest first; by default of the last days. Also of assets and groups that
 * are no more: what was done is not undone with them.
 */
public final class AuditEndpoints {
    private static final int PAGE_DEFAULT = 100;
    private static final String[] PAGING = {"from", "to", "limit", "cursor"};

    private final ModelView view;
    private final ModelHistory history;
    private final CommandAudit audit;
    private final Clock clock;

    public AuditEndpoints(ModelView view, ModelHistory history, CommandAudit audit, Clock clock) {
        this.view = view;
        this.history = history;
        this.audit = audit;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                get("/v1/assets/{asset}/commands", this::ofAsset, PAGING),
                get("/v1/hierarchies/{hierarchy}/groups/{group}/commands", this::ofGroup, PAGING),
                get("/v1/principals/{principal}/commands", this::byPrincipal, PAGING));
    }

    private CompletionStage<HttpResponse> ofAsset(Call call) {
        AssetId asset = call.asset();
        AuditQuery query = query(call, new AuditQuery.OfAsset(asset));
        return view.asset(asset).isEmpty() && history.everythingOf(asset).isEmpty()
                ? completedFuture(Unknown.asset(asset))
                : page(query, Json.fields("asset", asset));
    }

    private CompletionStage<HttpResponse> ofGroup(Call call) {
        GroupKey group = call.group();
        AuditQuery query = query(call, new AuditQuery.OfGroup(group));
        return view.group(group).isEmpty() && !wasThere(group)
                ? completedFuture(Unknown.group(group, view))
                : page(query, Json.fields("hierarchy", group.hierarchy(), "group", group.group()));
    }

    private boolean wasThere(GroupKey group) {
        return group.hierarchy().equals(RuleGroup.HIERARCHY)
                ? history.everythingOfRule(group.group()).isPresent()
                : history.everythingOf(group).isPresent();
    }

    /** Principals are not registered anywhere: one who never commanded has an empty list. */
    private CompletionStage<HttpResponse> byPrincipal(Call call) {
        Principal principal = call.id("principal", Principal::new);
        return page(query(call, new AuditQuery.ByPrincipal(principal)), Json.fields("principal", principal));
    }

    private AuditQuery query(Call call, AuditQuery.Listed listed) {
        // One millisecond on, so that what was accepted at this very moment is in.
        Instant to = call.time("to").orElseGet(() -> clock.instant().plusMillis(1));
        Instant from = call.time("from").orElseGet(() -> to.minus(AuditQuery.RANGE_DEFAULT));
        if (from.isAfter(to)) {
            throw new BadInput(
                    Problem.badInput("from", "Expected from at or before to but got %s and %s".formatted(from, to)));
        }
        if (Duration.between(from, to).compareTo(AuditQuery.RANGE_MAX) > 0) {
            throw new BadInput(Problem.badInput(
                    "from",
                    "Expected at most %d days up to %s but got %s".formatted(AuditQuery.RANGE_MAX.toDays(), to, from)));
        }
        int limit = call.wholeNumber("limit", PAGE_DEFAULT, 1, AuditQuery.LIMIT_MAX);
        AuditPosition after = call.parameter("cursor", AuditPosition::parse).orElse(null);
        return new AuditQuery(listed, from, to, limit, after);
    }

    private CompletionStage<HttpResponse> page(AuditQuery query, Map<String, Object> head) {
        return audit.read(query).thenApplyAsync(page -> Json.ok(view(query, page, head)), Runnable::run);
    }

    private static Map<String, Object> view(AuditQuery query, AuditPage page, Map<String, Object> head) {
        AuditPosition next = page.next();
        head.putAll(Json.fields(
                "from", query.from(),
                "to", query.to(),
                "commands", page.commands().stream().map(CommandView::of).toList(),
                "next", next == null ? null : next.cursor()));
        return head;
    }
}
