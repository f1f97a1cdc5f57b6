package dev.muster.assetmodel.registry;

import static dev.muster.assetmodel.command.ModelReply.Reason.INVALID;
import static dev.muster.assetmodel.command.ModelReply.Reason.LIMIT;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelLimits;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.document.DocumentCodec;
import dev.muster.assetmodel.document.EventApplier;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.fact.Recorded;
import dev.muster.assetmodel.registry.asset.InstallDeviceDecider;
import dev.muster.assetmodel.registry.asset.PatchAssetDecider;
import dev.muster.assetmodel.registry.asset.PlaceAssetDecider;
import dev.muster.assetmodel.registry.asset.PutAssetDecider;
import dev.muster.assetmodel.registry.asset.PutPropertiesDecider;
import dev.muster.assetmodel.registry.asset.RetireAssetDecider;
import dev.muster.assetmodel.registry.bucket.BucketDraft;
import dev.muster.assetmodel.registry.bucket.References;
import dev.muster.assetmodel.registry.bucket.Registered;
import dev.muster.assetmodel.registry.decision.Decider.Occasion;
import dev.muster.assetmodel.registry.decision.Decision;
import dev.muster.assetmodel.registry.structure.CreateHierarchyDecider;
import dev.muster.assetmodel.registry.structure.DefineTypeDecider;
import dev.muster.assetmodel.registry.structure.PutGroupDecider;
import dev.muster.assetmodel.registry.structure.PutGroupPropertiesDecider;
import dev.muster.assetmodel.registry.structure.PutRuleGroupDecider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Decides commands of one bucket: finds the decider, and refuses what would make an entity too large to travel. */
public final class ModelRegistry {
    private final References references;
    private final Precedence precedence;
    private final DefineTypeDecider defineType = new DefineTypeDecider();
    private final CreateHierarchyDecider createHierarchy = new CreateHierarchyDecider();
    private final PutGroupDecider putGroup = new PutGroupDecider();
    private final PutAssetDecider putAsset = new PutAssetDecider();
    private final PlaceAssetDecider placeAsset = new PlaceAssetDecider();
    private final RetireAssetDecider retireAsset = new RetireAssetDecider();
    private final PatchAssetDecider patchAsset = new PatchAssetDecider();
    private final InstallDeviceDecider installDevice = new InstallDeviceDecider();
    private final PutPropertiesDecider putProperties = new PutPropertiesDecider();
    private final PutRuleGroupDecider putRuleGroup = new PutRuleGroupDecider();
    private final PutGroupPropertiesDecider putGroupProperties = new PutGroupPropertiesDecider();

    public ModelRegistry(References references, Precedence precedence) {
        this.references = references;
        this.precedence = precedence;
    }

    /** {@code now} is the clock's; what is recorded never looks older than what the bucket has already recorded. */
    public Decision decide(ModelCommand command, Registered state, Instant now, Author by) {
        Instant recordedAt = now.isAfter(state.lastRecordedAt()) ? now : state.lastRecordedAt();
        OptionalInt rank = precedence.rank(by.system());
        if (rank.isEmpty()) {
            return Decision.reject(
                    INVALID,
                    "system",
                    "Expected one of the source systems %s but got '%s'".formatted(precedence, by.system()));
        }
        Recorded recorded = new Recorded(recordedAt, by.principal(), by.system(), rank.getAsInt());
        Decision decision = decide(command, new Occasion(state, references, recorded));
        return decision instanceof Decision.Accept accept ? withinSize(accept, state) : decision;
    }

    /** Likewise of commands that are done together or not at all, each on what those before it make of the bucket. */
    public Decision decide(List<ModelCommand> commands, Registered state, Instant now, Author by) {
        if (commands.size() == 1) {
            return decide(commands.get(0), state, now, by);
        }
        BucketDraft draft = new BucketDraft(state);
        List<ModelEvent> events = new ArrayList<>();
        for (ModelCommand command : commands) {
            Decision decision = decide(command, draft, now, by);
            if (!(decision instanceof Decision.Accept accept)) {
                return decision;
            }
            accept.events().forEach(draft::apply);
            events.addAll(accept.events());
        }
        return new Decision.Accept(events);
    }

    /** Likewise of one such line after the other: one that is rejected leaves those behind it alone. */
    public List<Decision> decideEach(List<List<ModelCommand>> lines, Registered state, Instant now, Author by) {
        BucketDraft draft = new BucketDraft(state);
        List<Decision> decisions = new ArrayList<>();
        for (List<ModelCommand> line : lines) {
            Decision decision = decide(line, draft, now, by);
            decisions.add(decision);
            if (decision instanceof Decision.Accept accept) {
                accept.events().forEach(draft::apply);
            }
        }
        return decisions;
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
        if (command instanceof ModelCommand.PatchAsset patch) {
            return patchAsset.decide(patch, occasion);
        }
        if (command instanceof ModelCommand.InstallDevice install) {
            return installDevice.decide(install, occasion);
        }
        if (command instanceof ModelCommand.PutProperties put) {
            return putProperties.decide(put, occasion);
        }
        if (command instanceof ModelCommand.PutRuleGroup put) {
            return putRuleGroup.decide(put, occasion);
        }
        if (command instanceof ModelCommand.PutGroupProperties put) {
            return putGroupProperties.decide(put, occasion);
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
