package dev.muster.twinservice.http.api.explain;

import static dev.muster.twinservice.http.Endpoint.get;
import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.http.javadsl.model.HttpResponse;
import dev.muster.aggregation.Aggregate;
import dev.muster.aggregation.AggregateReply;
import dev.muster.aggregation.MissingMember;
import dev.muster.aggregation.MissingReason;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.twinservice.http.Call;
import dev.muster.twinservice.http.Endpoint;
import dev.muster.twinservice.http.HttpSettings;
import dev.muster.twinservice.http.Json;
import dev.muster.twinservice.http.api.aggregate.AggregateEndpoints;
import dev.muster.twinservice.http.api.aggregate.AggregateViews;
import dev.muster.twinservice.http.api.aggregate.Aggregates;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A group's total with what is behind those who are missing from it. */
public final class GroupExplainEndpoint {
    private static final int SHARE_DECIMALS = 4;

    private final Duration patience;
    private final ModelView view;
    private final Aggregates aggregates;
    private final AggregateViews views;
    private final IngestReports ingest;
    private final Clock clock;

    public GroupExplainEndpoint(
            HttpSettings settings, ModelView view, Aggregates aggregates, IngestReports ingest, Clock clock) {
        this.patience = AssetExplainEndpoint.patience(settings);
        this.view = view;
        this.aggregates = aggregates;
        this.views = new AggregateViews(view);
        this.ingest = ingest;
        this.clock = clock;
    }

    public List<Endpoint> endpoints() {
        return List.of(get(AggregateEndpoints.PATH + "/explain", this::explain, "signal"));
    }

    private CompletionStage<HttpResponse> explain(Call call) {
        GroupKey group = call.group();
        SignalName signal = AggregateEndpoints.signal(call);
        Instant asked = clock.instant();
        return aggregates
                .aggregate(group, signal)
                .thenComposeAsync(
                        reply -> reply instanceof AggregateReply.Found found
                                ? explain(found.aggregate(), asked)
                                : completedFuture(AggregateEndpoints.refusal(group, signal, reply, view)),
                        Runnable::run);
    }

    private CompletionStage<HttpResponse> explain(Aggregate aggregate, Instant asked) {
        Duration left = patience.minus(Duration.between(asked, clock.instant()));
        return new MissingMembers(aggregates, aggregate)
                .read(left.isNegative() ? Duration.ZERO : left)
                .thenApplyAsync(
                        listed -> Json.ok(view(new GroupFacts(
                                clock.instant(),
                                aggregate,
                                view.unitOf(aggregate.signal()).orElse(""),
                                listed,
                                ingest.partitions()))),
                        Runnable::run);
    }

    private Map<String, Object> view(GroupFacts facts) {
        Map<String, Object> answer = Json.fields("sentences", GroupSentences.of(facts));
        answer.putAll(views.totals(facts.aggregate()));
        answer.putAll(Json.fields(
                "reasons", reasons(facts),
                "looked", facts.listed().members().size(),
                "complete", facts.listed().complete(),
                "children",
                        facts.worstChildren().stream().map(AggregateViews::view).toList(),
                "partitionsBehind",
                        facts.behind().stream()
                                .map(behind -> PartitionView.of(behind.node(), behind.report(), facts.now()))
                                .toList()));
        return answer;
    }

    private List<Map<String, Object>> reasons(GroupFacts facts) {
        Map<MissingReason, List<MissingMember>> byReason = facts.byReason();
        List<Map<String, Object>> reasons = new ArrayList<>();
        facts.totals().missing().forEach((reason, count) -> {
            List<MissingMember> members = byReason.getOrDefault(reason, List.of());
            reasons.add(Json.fields(
                    "reason", reason,
                    "count", count,
                    "share", share(count, facts.totals().expected()),
                    "oldestSince",
                            GroupFacts.oldest(members).map(MissingMember::since).orElse(null),
                    "members",
                            GroupFacts.first(members, byName()).stream()
                                    .map(views::view)
                                    .toList()));
        });
        return reasons;
    }

    /** Whoever has no name here, by id. */
    private Comparator<MissingMember> byName() {
        return Comparator.comparing((MissingMember member) -> view.asset(member.asset())
                        .map(Asset::name)
                        .orElse(member.asset().value()))
                .thenComparing(MissingMember::asset);
    }

    private static BigDecimal share(int count, int expected) {
        return BigDecimal.valueOf(count).divide(BigDecimal.valueOf(expected), SHARE_DECIMALS, RoundingMode.HALF_UP);
    }
}
