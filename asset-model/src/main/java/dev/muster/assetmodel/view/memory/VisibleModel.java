package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.HierarchyId;
import dev.muster.assetmodel.identity.SignalName;
import dev.muster.assetmodel.identity.TypeId;
import dev.muster.assetmodel.type.AssetType;
import dev.muster.assetmodel.view.Group;
import dev.muster.assetmodel.view.Roster;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** What readers see. One thread writes; every value in it is immutable. */
final class VisibleModel {
    final ConcurrentSkipListMap<AssetId, AssetEntry> assets = new ConcurrentSkipListMap<>();
    final ConcurrentSkipListMap<TypeId, AssetType> types = new ConcurrentSkipListMap<>();
    final ConcurrentSkipListMap<HierarchyId, String> hierarchyNames = new ConcurrentSkipListMap<>();
    final ConcurrentSkipListMap<GroupKey, Group> groups = new ConcurrentSkipListMap<>();
    final Map<GroupKey, Roster> rosters = new ConcurrentHashMap<>();
    final SourceIndex sources = new SourceIndex();
    final Unexpected unexpected = new Unexpected();

    /** Of summed signals. */
    volatile Map<SignalName, String> units = Map.of();

    /** Written last: whoever reads it sees everything up to there. */
    volatile long position = -1;
}
