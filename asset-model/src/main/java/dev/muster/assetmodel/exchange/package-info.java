/**
 * Import and export of the model as files: what a line says, what it would change, which lines have to wait for others, and
 * how entities are written down.
 */
@NullMarked
package dev.muster.assetmodel.exchange;

import org.jspecify.annotations.NullMarked;
