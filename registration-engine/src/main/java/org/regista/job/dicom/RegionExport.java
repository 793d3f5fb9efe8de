package org.regista.job.dicom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.regista.error.InputDataException;
import org.regista.error.NumericalException;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.io.dicom.object.Code;
import org.regista.io.dicom.object.Creation;
import org.regista.io.dicom.object.DicomObject;
import org.regista.io.dicom.object.ObjectComposer;
import org.regista.io.dicom.object.SourceSeries;
import org.regista.io.dicom.pet.SuvLedger;
import org.regista.io.dicom.reg.FieldForExport;
import org.regista.io.dicom.report.MeasurementReport;
import org.regista.io.dicom.report.MeasurementReport.Group;
import org.regista.io.dicom.report.MeasurementReport.Measurement;
import org.regista.io.dicom.report.MeasurementReportWriter;
import org.regista.io.dicom.seg.Segment;
import org.regista.io.dicom.seg.SegmentMask;
import org.regista.io.dicom.seg.SegmentationReader;
import org.regista.io.dicom.seg.SegmentationWriter;
import org.regista.job.AtomicFolder;
import org.regista.job.Existing;
import org.regista.quality.region.Cut;
import org.regista.quality.region.RegionMeasures;
import org.regista.quality.region.RegionVoxels;

/**
 * Writes regions of a PET and what was measured in them as DICOM objects into a folder: a
 * Segmentation on the PET's own grid, which is read back, a measurement report that refers to its
 * segments (TID 1500 and 1411), and the registration through which the PET is seen, if any.
 */
public final class RegionExport {

  private static final Code SUV = Code.dcm("126401", "SUVbw");
  private static final Code SUV_UNIT =
      Code.ucum("{SUVbw}g/ml", "Standardized Uptake Value body weight");
  private static final Code MAXIMUM = Code.sct("56851009", "Maximum");
  private static final Code MEAN = Code.sct("373098007", "Mean");
  private static final Code DEVIATION = Code.sct("386136009", "Standard Deviation");
  private static final Code PEAK = Code.dcm("126031", "Peak Value Within ROI");
  private static final Code METABOLIC_VOLUME = Code.dcm("126032", "Metabolic Volume");
  private static final Code VOLUME = Code.sct("118565006", "Volume");
  private static final Code GLYCOLYSIS = Code.dcm("126033", "Total Lesion Glycolysis");
  private static final Code ML = Code.ucum("ml", "milliliter");
  private static final Code GRAM = Code.ucum("g", "gram");
  private static final int LONGEST_PARAMETER = 1000;

  private final Creation creation;
  private final int threads;

  public RegionExport(Creation creation, int threads) {
    this.creation = creation;
    this.threads = threads;
  }

  /**
   * One region.
   *
   * @param words what it is: "sphere of 20 mm radius, ..."
   */
  public record Measured(
      String name, String words, Cut cut, RegionVoxels voxels, RegionMeasures measures) {}

  /**
   * A PET with its regions.
   *
   * @param path of the DICOM series
   * @param volume in SUV, borrowed
   * @param registration a result folder of which the PET shares the moving frame; null for none
   */
  public record Request(
      Path path,
      Volume volume,
      SuvLedger ledger,
      List<Measured> regions,
      @Nullable Path registration) {
    public Request {
      regions = List.copyOf(regions);
    }
  }

  /**
   * @throws InputDataException if the PET is no DICOM series in SUV, there is no region, or the
   *     place cannot be written
   * @throws NumericalException if an object does not say what was meant
   */
  public List<ExportedObject> run(Request request, Path out, Existing existing) {
    Volume pet = request.volume();
    if (pet.unit() != IntensityUnit.SUV_BW || request.regions().isEmpty()) {
      throw new InputDataException(
          "regions are written as DICOM for a PET in SUV with at least one region; '%s' has %d"
              .formatted(pet.space().label(), request.regions().size()));
    }
    SourceSeries series = SourceSeries.find(request.path(), pet.space().uid());
    Optional<ExportScope> scope =
        Optional.ofNullable(request.registration()).map(r -> ExportScope.open(r, creation));
    scope.ifPresent(s -> requireFrame(s, series));
    AtomicFolder folder = new AtomicFolder(out, DicomExport.REPORT, existing);
    return folder.write(
        part -> {
          List<ExportedObject> objects = new ArrayList<>();
          scope.ifPresent(
              s ->
                  objects.add(
                      new RegistrationPart(s, FieldForExport.USUAL_SPACING_MM, threads)
                          .write(part, List.of())));
          ObjectComposer composer = new ObjectComposer(series, creation);
          DicomObject segmentation = segmentation(composer, request, part, objects);
          report(composer, request, segmentation.asSource(), part, objects);
          DicomExport.write(lines(request, series, objects), part);
          return objects;
        });
  }

  private static void requireFrame(ExportScope scope, SourceSeries pet) {
    pet.requireSamePatient(scope.fixed());
    if (!scope.moving().frameUid().equals(pet.frameUid())) {
      throw new InputDataException(
          "the PET lies in the frame of reference %s, but the moving image of the registration in %s"
              .formatted(pet.frameUid(), scope.moving().frameUid()));
    }
  }

  private static DicomObject segmentation(
      ObjectComposer composer, Request request, Path folder, List<ExportedObject> objects) {
    List<SegmentMask> masks = new ArrayList<>();
    try {
      for (Measured region : request.regions()) {
        String algorithm =
            region.cut().kind() == Cut.Kind.NONE
                ? ""
                : composer.creation().program() + " threshold";
        masks.add(
            new SegmentMask(
                Segment.named(masks.size() + 1, region.name(), algorithm),
                region.voxels().mask(request.volume())));
      }
      DicomObject object = SegmentationWriter.compose(composer, masks, "regions on PET");
      Path file = folder.resolve(LabelsPart.FILE);
      object.write(file);
      readBack(file, request);
      objects.add(
          new ExportedObject(
              LabelsPart.FILE,
              1,
              List.of(
                  "%d regions on the PET's own grid; read back: the same voxels"
                      .formatted(masks.size()))));
      return object;
    } finally {
      masks.forEach(SegmentMask::close);
    }
  }

  private static void readBack(Path file, Request request) {
    List<SegmentMask> read = SegmentationReader.read(file);
    try {
      for (int n = 0; n < request.regions().size(); n++) {
        Measured meant = request.regions().get(n);
        long voxels = 0;
        Volume mask = read.get(n).mask();
        for (long v = 0; v < mask.voxels().length(); v++) {
          voxels += mask.voxels().get(v) >= 0.5f ? 1 : 0;
        }
        if (voxels != meant.voxels().count()) {
          throw new NumericalException(
              "the segment '%s' read back has %d voxels instead of %d; it is not kept"
                  .formatted(meant.name(), voxels, meant.voxels().count()));
        }
      }
    } finally {
      read.forEach(SegmentMask::close);
    }
  }

  private static void report(
      ObjectComposer composer,
      Request request,
      SourceSeries segmentation,
      Path folder,
      List<ExportedObject> objects) {
    List<Group> groups = new ArrayList<>();
    for (Measured region : request.regions()) {
      groups.add(
          new Group(
              region.name(),
              Optional.of(
                  new MeasurementReport.SegmentReference(
                      segmentation, groups.size() + 1, composer.home())),
              List.of(),
              measurements(region)));
    }
    MeasurementReport report =
        new MeasurementReport("PET regions", algorithm(composer, request), groups);
    MeasurementReportWriter.compose(composer, List.of(), report, Optional.empty())
        .write(folder.resolve(MeasurementsPart.FILE));
    objects.add(
        new ExportedObject(
            MeasurementsPart.FILE,
            1,
            List.of(
                "Comprehensive 3D SR, TID 1500: the measurements of %d regions"
                    .formatted(groups.size()))));
  }

  private static MeasurementReport.Algorithm algorithm(ObjectComposer composer, Request request) {
    List<String> parameters = new ArrayList<>();
    request.regions().forEach(r -> parameters.add(cut(r.name() + ": " + r.words())));
    parameters.add("SUVpeak: largest mean over spheres of 1 ml about voxels of the region");
    request.ledger().entries().forEach(e -> parameters.add(cut("SUV: " + e)));
    request.ledger().rules().forEach(r -> parameters.add(cut("SUV: " + r)));
    return new MeasurementReport.Algorithm(
        composer.creation().program(), composer.creation().version(), parameters);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_PARAMETER ? text : text.substring(0, LONGEST_PARAMETER);
  }

  private static List<Measurement> measurements(Measured region) {
    RegionMeasures m = region.measures();
    List<Measurement> numbers = new ArrayList<>();
    numbers.add(suv(m.maximum(), MAXIMUM));
    numbers.add(suv(m.mean(), MEAN));
    numbers.add(suv(m.deviation(), DEVIATION));
    if (m.peak() != null) {
      numbers.add(suv(Objects.requireNonNull(m.peak()).value(), PEAK));
    }
    boolean whole = region.cut().kind() == Cut.Kind.NONE;
    numbers.add(new Measurement(whole ? VOLUME : METABOLIC_VOLUME, m.volumeMl(), ML));
    numbers.add(new Measurement(GLYCOLYSIS, m.glycolysis(), GRAM));
    return numbers;
  }

  private static Measurement suv(double value, Code derivation) {
    return new Measurement(SUV, value, SUV_UNIT, Optional.of(derivation));
  }

  private static String lines(Request request, SourceSeries pet, List<ExportedObject> objects) {
    StringBuilder text =
        new StringBuilder("regions of '%s'".formatted(request.volume().space().label()));
    text.append("\nframe of reference: ").append(pet.frameUid()).append('\n');
    text.append(request.ledger().sentence()).append('\n');
    DicomExport.list(objects, text);
    return text.toString();
  }
}
