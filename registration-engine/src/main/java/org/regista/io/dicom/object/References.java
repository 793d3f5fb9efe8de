package org.regista.io.dicom.object;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Sequence;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.VR;

/** References to the images that an object was made from. */
public final class References {

  private References() {}

  /** An item of a SOP Instance Reference (PS3.3 10.8). */
  public static Attributes item(SourceSeries.Instance instance) {
    Attributes item = new Attributes();
    item.setString(Tag.ReferencedSOPClassUID, VR.UI, instance.sopClassUid());
    item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, instance.sopInstanceUid());
    return item;
  }

  /** All images of a series as the items of one sequence. */
  public static void addAll(Attributes parent, int sequenceTag, SourceSeries series) {
    Sequence sequence = parent.newSequence(sequenceTag, series.instances().size());
    series.instances().forEach(instance -> sequence.add(item(instance)));
  }

  /**
   * The Common Instance Reference Module (PS3.3 C.12.2): series of the object's own study, and
   * those of others below their studies.
   */
  public static void common(Attributes object, List<SourceSeries> all) {
    String study = object.getString(Tag.StudyInstanceUID);
    List<SourceSeries> series = distinct(all);
    List<SourceSeries> here = series.stream().filter(s -> s.studyUid().equals(study)).toList();
    if (!here.isEmpty()) {
      series(object.newSequence(Tag.ReferencedSeriesSequence, here.size()), here);
    }
    List<String> others =
        series.stream()
            .map(SourceSeries::studyUid)
            .filter(uid -> !uid.equals(study))
            .distinct()
            .toList();
    if (others.isEmpty()) {
      return;
    }
    Sequence studies =
        object.newSequence(Tag.StudiesContainingOtherReferencedInstancesSequence, others.size());
    for (String uid : others) {
      Attributes item = new Attributes();
      studies.add(item);
      item.setString(Tag.StudyInstanceUID, VR.UI, uid);
      series(
          item.newSequence(Tag.ReferencedSeriesSequence, 1),
          series.stream().filter(s -> s.studyUid().equals(uid)).toList());
    }
  }

  /** Hierarchical references (PS3.3 10.3, C.17.2.3): study, series and images. */
  public static void hierarchical(Attributes object, int sequenceTag, List<SourceSeries> all) {
    List<SourceSeries> series = distinct(all);
    List<String> studies = series.stream().map(SourceSeries::studyUid).distinct().toList();
    Sequence evidence = object.newSequence(sequenceTag, studies.size());
    for (String uid : studies) {
      Attributes study = new Attributes();
      evidence.add(study);
      study.setString(Tag.StudyInstanceUID, VR.UI, uid);
      Sequence below = study.newSequence(Tag.ReferencedSeriesSequence, 1);
      for (SourceSeries s : series.stream().filter(s -> s.studyUid().equals(uid)).toList()) {
        Attributes item = new Attributes();
        below.add(item);
        item.setString(Tag.SeriesInstanceUID, VR.UI, s.seriesUid());
        addAll(item, Tag.ReferencedSOPSequence, s);
      }
    }
  }

  private static List<SourceSeries> distinct(List<SourceSeries> all) {
    return all.stream()
        .collect(Collectors.toMap(SourceSeries::seriesUid, s -> s, (a, b) -> a, LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  private static void series(Sequence into, List<SourceSeries> all) {
    for (SourceSeries s : all) {
      Attributes item = new Attributes();
      into.add(item);
      item.setString(Tag.SeriesInstanceUID, VR.UI, s.seriesUid());
      addAll(item, Tag.ReferencedInstanceSequence, s);
    }
  }
}
