package dev.muster.loadtest.fault.check;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;

/**
 * A command that somebody gave, under one key, as often as it took.
 *
 * @param taken whether Muster ever answered; if not, it may have been given or not
 * @param attempts how often it was sent
 * @param turnedDown why Muster would not have it, as if it were wrong; empty: it did not say so
 */
public record GivenCommand(CommandId id, AssetId asset, String key, boolean taken, int attempts, String turnedDown) {}
