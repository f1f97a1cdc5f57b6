package dev.muster.assetmodel.mismatch;

import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.fact.Properties;
import dev.muster.assetmodel.fact.PropertyKind;
import dev.muster.assetmodel.fact.Timeline;
import dev.muster.assetmodel.fact.TimelineChange;
import java.time.Instant;

/**
 * What becomes of a device's report of itself: its properties are added to those that it reported before, and a device that
 * was put in since begins with none. The writer decides by it, and whoever wishes to spare the writer a repetition.
 */
public final class Reports {
    private Reports() {}

    /** All that is reported from {@code from} on, once a device has said {@code said} of itself. */
    public static Properties after(AssetDocument asset, Timeline<Properties> own, Properties said, Instant from) {
        Fact<Properties> before = own.factAt(from);
        if (before == null || isOfAnotherDevice(asset, before, from)) {
            return said;
        }
        return before.value().with(said);
    }

    /** Whether {@code said} is anything new of the time from {@code from} on. */
    public static boolean isNews(AssetDocument asset, Properties said, Instant from) {
        Timeline<Properties> own = asset.properties(PropertyKind.REPORTED).saidBy(null);
        return !(TimelineChange.plan(own, after(asset, own, said, from), from, null) instanceof TimelineChange.None);
    }

    private static boolean isOfAnotherDevice(AssetDocument asset, Fact<Properties> before, Instant from) {
        Fact<Installation> device = asset.devices().factAt(from);
        return device != null
                && before.validity().validFrom().isBefore(device.validity().validFrom());
    }
}
