package dev.muster.assetmodel.view.device;

import dev.muster.assetmodel.fact.Fact;
import dev.muster.assetmodel.fact.Installation;
import dev.muster.assetmodel.identity.AssetId;

/** That a device fills an asset for a time. */
public record Stay(AssetId asset, Fact<Installation> installation) {}
