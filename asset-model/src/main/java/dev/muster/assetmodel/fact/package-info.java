/** What is said about the model: commands, the events that record them, and the answers. */
@NullMarked
package dev.muster.assetmodel.fact;

import org.jspecify.annotations.NullMarked;
