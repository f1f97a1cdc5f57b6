package dev.muster.assetmodel.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/**
 * One entity of the model with every version of everything recorded about it: the value of a changelog record, whose key is
 * {@link #entityKey()}. The latest document of each key is the whole model, so compaction loses no history. Immutable.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TypeDocument.class, name = "type"),
    @JsonSubTypes.Type(value = HierarchyDocument.class, name = "hierarchy"),
    @JsonSubTypes.Type(value = GroupDocument.class, name = "group"),
    @JsonSubTypes.Type(value = AssetDocument.class, name = "asset"),
    @JsonSubTypes.Type(value = RuleGroupDocument.class, name = "rule")
})
@JsonPropertyOrder("v")
public sealed interface Document
        permits TypeDocument, HierarchyDocument, GroupDocument, AssetDocument, RuleGroupDocument {
    /** The version of the JSON form that this build writes, and the only one so far that it reads. */
    int VERSION = 1;

    @JsonProperty(value = "v", access = JsonProperty.Access.READ_ONLY)
    default int version() {
        return VERSION;
    }

    /** For example {@code asset/WT-07}. */
    String entityKey();

    /** How many events made this document: of two documents of one key, the higher one is the newer. */
    long revision();

    /** When something was last recorded here. */
    Instant lastRecordedAt();
}
