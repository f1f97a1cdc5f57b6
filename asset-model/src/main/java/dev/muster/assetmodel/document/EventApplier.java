package dev.muster.assetmodel.document;

import dev.muster.assetmodel.fact.AssetDefinition;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.ModelEvent.AssetDescribed;
import dev.muster.assetmodel.fact.ModelEvent.AssetPlaced;
import dev.muster.assetmodel.fact.ModelEvent.AssetRetired;
import dev.muster.assetmodel.fact.ModelEvent.DeviceInstalled;
import dev.muster.assetmodel.fact.ModelEvent.GroupPlaced;
import dev.muster.assetmodel.fact.ModelEvent.GroupPropertiesSet;
import dev.muster.assetmodel.fact.ModelEvent.HierarchyNamed;
import dev.muster.assetmodel.fact.ModelEvent.PropertiesSet;
import dev.muster.assetmodel.fact.ModelEvent.RuleGroupDefined;
import dev.muster.assetmodel.fact.ModelEvent.TypeDefined;
import org.jspecify.annotations.Nullable;

/**
 * What an event makes of a document: the only place where documents change. Applies whatever was recorded, without
 * judging it: judging is for the deciders, before.
 */
public final class EventApplier {
    private EventApplier() {}

    /** The key of the one document that {@code event} changes. */
    public static String entityKey(ModelEvent event) {
        if (event instanceof TypeDefined defined) {
            return TypeDocument.entityKey(defined.type().id());
        }
        if (event instanceof HierarchyNamed named) {
            return HierarchyDocument.entityKey(named.hierarchy());
        }
        if (event instanceof GroupPlaced placed) {
            return GroupDocument.entityKey(placed.group());
        }
        if (event instanceof AssetDescribed described) {
            return AssetDocument.entityKey(described.asset());
        }
        if (event instanceof AssetPlaced placed) {
            return AssetDocument.entityKey(placed.asset());
        }
        if (event instanceof AssetRetired retired) {
            return AssetDocument.entityKey(retired.asset());
        }
        if (event instanceof DeviceInstalled installed) {
            return AssetDocument.entityKey(installed.asset());
        }
        if (event instanceof PropertiesSet set) {
            return AssetDocument.entityKey(set.asset());
        }
        if (event instanceof RuleGroupDefined defined) {
            return RuleGroupDocument.entityKey(defined.group());
        }
        if (event instanceof GroupPropertiesSet set) {
            return GroupDocument.entityKey(set.group());
        }
        throw new IllegalStateException("Expected an applier for " + event.getClass());
    }

    /** {@code before} with {@code event}; {@code null}: the event is the first of its entity. */
    public static Document apply(@Nullable Document before, ModelEvent event) {
        if (event instanceof TypeDefined defined) {
            TypeDocument document =
                    before == null ? TypeDocument.of(defined.type().id()) : (TypeDocument) before;
            return document.with(defined.type(), defined.validity(), defined.recorded());
        }
        if (event instanceof HierarchyNamed named) {
            HierarchyDocument document =
                    before == null ? HierarchyDocument.of(named.hierarchy()) : (HierarchyDocument) before;
            return document.with(named.name(), named.validity(), named.recorded());
        }
        if (event instanceof GroupPlaced placed) {
            GroupDocument document = before == null ? GroupDocument.of(placed.group()) : (GroupDocument) before;
            return document.with(placed.definition(), placed.validity(), placed.recorded());
        }
        if (event instanceof GroupPropertiesSet set) {
            if (before == null) {
                throw new IllegalStateException("Expected a known group before " + event);
            }
            return ((GroupDocument) before).desiring(set.desired(), set.validity(), set.recorded());
        }
        if (event instanceof RuleGroupDefined defined) {
            RuleGroupDocument document =
                    before == null ? RuleGroupDocument.of(defined.group()) : (RuleGroupDocument) before;
            return document.with(defined.definition(), defined.validity(), defined.recorded());
        }
        return applyToAsset((AssetDocument) before, event);
    }

    private static Document applyToAsset(@Nullable AssetDocument before, ModelEvent event) {
        if (event instanceof AssetDescribed described) {
            AssetDocument document = before == null ? AssetDocument.of(described.asset()) : before;
            return document.with(described.definition(), described.validity(), described.recorded());
        }
        if (before == null) {
            throw new IllegalStateException("Expected a registered asset before " + event);
        }
        if (event instanceof AssetPlaced placed) {
            return before.placed(placed.hierarchy(), placed.group(), placed.validity(), placed.recorded());
        }
        if (event instanceof DeviceInstalled installed) {
            return before.with(installed.installation(), installed.validity(), installed.recorded());
        }
        if (event instanceof PropertiesSet set) {
            return before.with(set.kind(), set.properties(), set.validity(), set.recorded());
        }
        if (event instanceof AssetRetired retired) {
            AssetDefinition definition = before.definition()
                    .saidBy(retired.recorded().system())
                    .at(retired.validity().validFrom())
                    .orElseThrow(() -> new IllegalStateException("Expected a definition before " + event));
            return before.with(
                    definition.withRetiredFrom(retired.retiredFrom()), retired.validity(), retired.recorded());
        }
        throw new IllegalStateException("Expected an applier for " + event.getClass());
    }
}
