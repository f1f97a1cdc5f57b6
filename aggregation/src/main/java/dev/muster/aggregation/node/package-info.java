/** One node's part in the aggregation: the only entrance for the service that runs it. */
@NullMarked
package dev.muster.aggregation.node;

import org.jspecify.annotations.NullMarked;
