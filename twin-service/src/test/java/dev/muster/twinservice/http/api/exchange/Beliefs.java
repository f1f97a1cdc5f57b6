package dev.muster.twinservice.http.api.exchange;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.RuleGroupDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.rule.RuleGroup;
import dev.muster.assetmodel.view.temporal.AssetFilter;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import dev.muster.assetmodel.view.temporal.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a model holds of types, devices, properties and groups by rule, read without an export: two exports that leave out the
 * same are equal too.
 */
final class Beliefs {
    private static final int ALL = 1_000;

    private Beliefs() {}

    /** Of past and future. */
    static List<String> of(ModelHistory history) {
        return of(history, history.present(), true, timeline -> said(timeline.governing(null)));
    }

    /** Of an instant. */
    static List<String> at(ModelHistory history, Instant at, @Nullable Instant asKnownAt) {
        Moment present = history.present();
        Moment moment = new Moment(at, asKnownAt == null ? present.asKnownAt() : asKnownAt);
        return of(history, moment, false, timeline -> {
            Fact<?> fact = timeline.factAt(at, asKnownAt);
            return fact == null ? "" : said(List.of(fact));
        });
    }

    private static List<String> of(
            ModelHistory history, Moment moment, boolean always, Function<Timeline<?>, String> said) {
        List<String> all = new ArrayList<>();
        history.types(moment).forEach(type -> add(all, "type", type.toString()));
        history.groups(RuleGroup.HIERARCHY, moment).forEach(group -> {
            RuleGroupDocument rule =
                    history.everythingOfRule(group.group().key().group()).orElseThrow();
            add(all, "rule " + rule.id(), said.apply(rule.definition()));
        });
        history.hierarchies(moment).stream()
                .flatMap(hierarchy -> history.groups(hierarchy, moment).stream())
                .filter(group -> always || group.stands())
                .map(group -> group.group().key())
                .forEach(key -> history.everythingOf(key)
                        .ifPresent(group -> add(all, "desired below " + key, said.apply(group.desired()))));
        history.assets(AssetFilter.ALL, moment, null, ALL).items().forEach(asset -> {
            AssetDocument document = history.everythingOf(asset.id()).orElseThrow();
            add(all, "devices of " + asset.id(), said.apply(document.devices()));
            for (PropertyKind kind : List.of(PropertyKind.EXPECTED, PropertyKind.DESIRED)) {
                add(all, kind + " of " + asset.id(), said.apply(document.properties(kind)));
            }
        });
        return all;
    }

    private static void add(List<String> to, String what, String said) {
        if (!said.isEmpty()) {
            to.add(what + ": " + said);
        }
    }

    private static String said(List<? extends Fact<?>> facts) {
        StringBuilder said = new StringBuilder();
        facts.forEach(fact ->
                said.append(fact.value()).append(' ').append(fact.validity()).append("; "));
        return said.toString();
    }
}
