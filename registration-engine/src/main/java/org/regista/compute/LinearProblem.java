package org.regista.compute;

import java.util.Optional;
import org.regista.geometry.LpsPoint;
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;

/**
 * One level of a linear registration: where the fixed image is sampled and what it is compared
 * with. Everything is borrowed until the workspace closes.
 *
 * @param samplePoints planar [3][count], LPS mm relative to {@code centre}
 * @param sampleValues fixed intensities there, [count]
 * @param sampleWeights fixed weights there, [count], each &gt; 0
 * @param moving the moving image at this level
 */
public record LinearProblem(
    LpsPoint centre,
    NativeBuffer samplePoints,
    NativeBuffer sampleValues,
    NativeBuffer sampleWeights,
    Volume moving,
    Optional<Mask> movingMask,
    Similarity similarity,
    int threads) {}
