package dev.muster.twinservice.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.muster.assetmodel.document.Document;
import dev.muster.assetmodel.fact.ModelEvent;
import dev.muster.twinservice.serialization.JournalEvent;

/** What a {@link ModelWriter} journals. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WriterEvent.Changed.class, name = "changed"),
    @JsonSubTypes.Type(value = WriterEvent.Published.class, name = "published"),
    @JsonSubTypes.Type(value = WriterEvent.Adopted.class, name = "adopted"),
    @JsonSubTypes.Type(value = WriterEvent.Rebased.class, name = "rebased")
})
public sealed interface WriterEvent extends JournalEvent {
    /** The model changed. Changes of one writer are counted from 1. */
    record Changed(ModelEvent event) implements WriterEvent {}

    /** The changelog has all changes up to and including number {@code upTo}; {@code position} is the highest so far. */
    record Published(long upTo, long position) implements WriterEvent {}

    /** The changelog has a newer document than this journal, which was restored from a backup: it was taken over as it is. */
    record Adopted(Document document) implements WriterEvent {}

    /** The changelog was made anew: positions that were known are those of another one, this is the highest of the new one. */
    record Rebased(long position) implements WriterEvent {}
}
