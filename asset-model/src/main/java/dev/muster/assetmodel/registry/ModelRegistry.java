package dev.muster.assetmodel.registry;

import static dev.muster.assetmodel.fact.ModelReply.Reason.LIMIT;

import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.DocumentCodec;
import dev.muster.assetmodel.document.EventApplier;
import dev.muster.assetmodel.fact.ModelCommand;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.ModelLimits;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.registry.Decider.Occasion;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Decides commands of one bucket: finds the decider, and refuses what would make an entity too large to travel. */
public final class ModelRegistry {
    private final References references;
    private final DefineTypeDecider defineType = new DefineTypeDecider();
    private final CreateHierarchyDecider createHierarchy = new CreateHierarchyDecider();
    private final PutGroupDecider putGroup = new PutGroupDecider();
    private final PutAssetDecider putAsset = new PutAssetDecider();
    private final PlaceAssetDecider placeAsset = new PlaceAssetDecider();
    private final RetireAssetDecider retireAsset = new RetireAssetDecider();

    public ModelRegistry(References references) {
        this.references = references;
    }

    /** {@code now} is the clock's; what is recorded never looks older than what the bucket has already recorded. */
    public Decision decide(ModelCommand command, BucketState state, Instant now, Principal by) {
        Instant recordedAt = now.isAfter(state.lastRecordedAt()) ? now : state.lastRecordedAt();
        Decision decision = decide(command, new Occasion(state, references, new Recorded(recordedAt, by)));
        return decision instanceof Decision.Accept accept ? withinSize(accept, state) : decision;
    }

    private Decision decide(ModelCommand command, Occasion occasion) {
        if (command instanceof ModelCommand.DefineType define) {
            return defineType.decide(define, occasion);
        }
        if (command instanceof ModelCommand.CreateHierarchy create) {
            return createHierarchy.decide(create, occasion);
        }
        if (command instanceof ModelCommand.PutGroup put) {
            return putGroup.decide(put, occasion);
        }
        if (command instanceof ModelCommand.PutAsset put) {
            return putAsset.decide(put, occasion);
        }
        if (command instanceof ModelCommand.PlaceAsset place) {
            return placeAsset.decide(place, occasion);
        }
        if (command instanceof ModelCommand.RetireAsset retire) {
            return retireAsset.decide(retire, occasion);
        }
        throw new IllegalStateException("Expected a decider for " + command.getClass());
    }

    private static Decision withinSize(Decision.Accept accept, Registered state) {
        Map<String, Document> changed = new HashMap<>();
        for (ModelEvent event : accept.events()) {
            String key = EventApplier.entityKey(event);
            Document before = changed.containsKey(key)
                    ? changed.get(key)
                    : state.document(key).orElse(null);
            changed.put(key, EventApplier.apply(before, event));
        }
        for (Map.Entry<String, Document> entry : changed.entrySet()) {
            int bytes = DocumentCodec.encode(entry.getValue()).length;
            if (bytes > ModelLimits.DOCUMENT_BYTES_MAX) {
                String what = entry.getKey().substring(0, entry.getKey().indexOf('/'));
                return Decision.reject(
                        LIMIT,
                        what,
                        "Expected at most %d bytes of one %s with all its versions but got %d"
                                .formatted(ModelLimits.DOCUMENT_BYTES_MAX, what, bytes));
            }
        }
        return accept;
    }
}
