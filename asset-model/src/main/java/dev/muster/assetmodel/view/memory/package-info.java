/** The model view that follows the changelog: one thread applies documents, any thread reads. */
@NullMarked
package dev.muster.assetmodel.view.memory;

import org.jspecify.annotations.NullMarked;
