package dev.muster.assetmodel.view.memory;

import dev.muster.assetmodel.document.Document;

/** A changelog record: {@code position} is its offset. */
public record Change(long position, Document document) {}
