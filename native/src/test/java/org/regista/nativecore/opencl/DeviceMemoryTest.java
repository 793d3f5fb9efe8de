package org.regista.nativecore.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.regista.compute.Similarity;
import org.regista.compute.kernel.HostKernels;
import org.regista.compute.kernel.KernelFixtures;
import org.regista.compute.mind.MindDescriptors;
import org.regista.compute.reference.ReferenceKernels;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridSize;
import org.regista.image.NativeBuffer;

/** What a device does with its memory, against the same in host memory. */
@ParameterizedClass(name = "{0}")
@MethodSource("devices")
class DeviceMemoryTest {

  private static final GridSize SIZE = new GridSize(37, 21, 11);
  private static final AffineMap MAP =
      new AffineMap(1.1, 0.2, -0.3, -20, -0.15, 1.4, 0.25, -15, 0.2, -0.1, 2.1, -18);

  private final DeviceContext context;
  private final DeviceKernels device;
  private final HostKernels host = new ReferenceKernels(1);
  private final KernelFixtures fixtures = new KernelFixtures(12);
  private final float[] field = fixtures.field(SIZE, 2);

  DeviceMemoryTest(OpenClDevice wanted) {
    this.context = Devices.open(wanted);
    this.device = new DeviceKernels(context);
  }

  static List<OpenClDevice> devices() {
    return Devices.all();
  }

  @AfterEach
  void close() {
    device.close();
    assertThat(context.memory().usedBytes()).isZero();
    context.close();
    fixtures.close();
  }

  @Test
  void newMemoryIsZero() {
    DeviceBuffer first = device.allocate(field);
    device.free(first);
    assertThat(device.values(device.allocate(field.length))).containsOnly(0);
  }

  @Test
  void bringsValuesThereAndBack() {
    assertThat(device.values(device.allocate(field))).isEqualTo(field);
    assertThat(device.values(device.copyOf(device.allocate(field)))).isEqualTo(field);
  }

  @Test
  void lendsABufferOnce() {
    NativeBuffer values = fixtures.input(field);
    DeviceBuffer there = device.lend(values);
    assertThat(device.lend(values)).isSameAs(there);
    assertThat(device.values(there)).isEqualTo(field);
  }

  @Test
  void fills() {
    DeviceBuffer buffer = device.allocate(field);
    device.fill(buffer, -2.5f);
    assertThat(device.values(buffer)).containsOnly(-2.5f);
  }

  @Test
  void sums() {
    double expected = host.sum(fixtures.input(field));
    assertThat(Math.abs(expected)).isGreaterThan(1);
    assertThat(device.sum(device.allocate(field))).isCloseTo(expected, within(1e-9 * field.length));
  }

  @Test
  void scalesUpToALimit() {
    NativeBuffer expected = fixtures.inPlace(field);
    host.scaleUpTo(expected, 1.7, 0.9);
    DeviceBuffer actual = device.allocate(field);
    device.scaleUpTo(actual, 1.7, 0.9);
    assertThat(device.values(actual)).isEqualTo(KernelFixtures.values(expected));
    assertThat(KernelFixtures.values(expected)).contains(0.9f).isNotEqualTo(field);
  }

  @Test
  void turnsVectorsOnTheWayThereAndBack() {
    NativeBuffer vectors = fixtures.input(field);
    NativeBuffer expected = fixtures.output(field.length);
    host.load(vectors, MAP, expected, 1);
    DeviceBuffer actual = device.allocate(field.length);
    device.load(vectors, MAP, actual, 1);
    assertClose(device.values(actual), KernelFixtures.values(expected));
    host.unload(expected, MAP, 1);
    try (NativeBuffer back = device.unload(actual, MAP, 1)) {
      assertClose(KernelFixtures.values(back), KernelFixtures.values(expected));
    }
    assertThat(KernelFixtures.values(expected)).isNotEqualTo(field);
    fixtures.assertInputsUntouched();
  }

  @Test
  void describesSelfSimilarityAsTheHostDoes() {
    Similarity.Mind mind = new Similarity.Mind(1, 2);
    float[] image = fixtures.image(SIZE);
    List<NativeBuffer> expected = host.descriptors(fixtures.input(image), SIZE, mind, 2);
    List<DeviceBuffer> actual = device.descriptors(device.allocate(image), SIZE, mind, 2);
    assertThat(actual).hasSize(MindDescriptors.CHANNELS);
    for (int c = 0; c < MindDescriptors.CHANNELS; c++) {
      float[] channel = KernelFixtures.values(expected.get(c));
      assertThat(device.values(actual.get(c))).isEqualTo(channel).contains(1).isNotEqualTo(image);
      expected.get(c).close();
    }
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int n = 0; n < actual.length; n++) {
      assertThat(actual[n]).isCloseTo(expected[n], within(2e-6f * 10));
    }
  }
}
