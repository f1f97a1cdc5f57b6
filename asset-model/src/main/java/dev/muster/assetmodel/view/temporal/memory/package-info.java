/** Any moment of the model, answered from the documents in memory: one thread takes documents, any thread reads. */
@NullMarked
package dev.muster.assetmodel.view.temporal.memory;

import org.jspecify.annotations.NullMarked;
