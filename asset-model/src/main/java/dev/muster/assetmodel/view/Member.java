package dev.muster.assetmodel.view;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.SignalName;
import java.time.Instant;
import java.util.Map;

/**
 * An asset that is expected under a group: placed there, not retired, and its type's schedule covers now.
 *
 * @param expectedSince where its placement begins; if nobody placed it, where the last one ended or when it was
 *     registered; in a group by rule when it was registered; where its schedule began to expect it, if that was later
 * @param signals the summed ones only; empty while the asset's type is not known here
 */
public record Member(AssetId asset, Instant expectedSince, Map<SignalName, MemberSignal> signals) {}
