package dev.muster.assetmodel.exchange;

import dev.muster.assetmodel.command.ModelCommand;
import dev.muster.assetmodel.command.ModelCommand.CreateHierarchy;
import dev.muster.assetmodel.command.ModelCommand.DefineType;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.command.ModelCommand.PutGroup;
import dev.muster.assetmodel.command.ModelCommand.PutRuleGroup;
import dev.muster.assetmodel.document.AssetDocument;
import dev.muster.assetmodel.document.BucketId;
import dev.muster.assetmodel.document.GroupDocument;
import dev.muster.assetmodel.document.HierarchyDocument;
import dev.muster.assetmodel.document.RuleGroupDocument;
import dev.muster.assetmodel.document.TypeDocument;
import java.util.List;

/**
 * A line that is well formed.
 *
 * @param number of the line, from 1
 * @param bytes how long it is
 * @param commands what it says of one entity, the definition first; done together or not at all
 */
public record EntityLine(long number, int bytes, List<ModelCommand> commands) {
    /** Kinds of entities, in the order in which they need each other. */
    public enum Kind {
        TYPE,
        HIERARCHY,
        GROUP,
        RULE,
        ASSET
    }

    public EntityLine {
        commands = List.copyOf(commands);
    }

    public Kind kind() {
        ModelCommand first = commands.get(0);
        if (first instanceof DefineType) {
            return Kind.TYPE;
        }
        if (first instanceof CreateHierarchy) {
            return Kind.HIERARCHY;
        }
        if (first instanceof PutRuleGroup) {
            return Kind.RULE;
        }
        return first instanceof PutGroup ? Kind.GROUP : Kind.ASSET;
    }

    /** Who writes the entity. */
    public BucketId bucket() {
        return BucketId.of(commands.get(0));
    }

    /** The key of the entity's document. */
    public String entityKey() {
        ModelCommand first = commands.get(0);
        if (first instanceof DefineType define) {
            return TypeDocument.entityKey(define.type().id());
        }
        if (first instanceof CreateHierarchy create) {
            return HierarchyDocument.entityKey(create.hierarchy());
        }
        if (first instanceof PutGroup put) {
            return GroupDocument.entityKey(put.group());
        }
        if (first instanceof PutRuleGroup put) {
            return RuleGroupDocument.entityKey(put.group());
        }
        return AssetDocument.entityKey(((PutAsset) first).asset());
    }
}
