// The bridge to the elastix library, 5.0 to 5.3: one registration per process, since the library keeps global state.
// It writes its iteration table to standard output as the executable does; the parent process reads it there.
#include <cstdint>
#include <exception>
#include <string>
#include <vector>

#include <jni.h>

#include <elastixlib.h>
#include <itkAdvancedMatrixOffsetTransformBase.h>
#include <itkImage.h>
#include <itkMultiThreaderBase.h>

namespace {

using ParameterMap = elastix::ELASTIX::ParameterMapType;
using Start = itk::AdvancedMatrixOffsetTransformBase<double, 3, 3>;

std::string text(JNIEnv* env, jstring value) {
  const char* chars = env->GetStringUTFChars(value, nullptr);
  std::string copy(chars);
  env->ReleaseStringUTFChars(value, chars);
  return copy;
}

std::vector<double> numbers(JNIEnv* env, jdoubleArray values) {
  std::vector<double> copy(env->GetArrayLength(values));
  env->GetDoubleArrayRegion(values, 0, static_cast<jsize>(copy.size()), copy.data());
  return copy;
}

// geometry: size, origin, spacing, and the rows of the direction; voxels are copied.
template <typename Pixel>
typename itk::Image<Pixel, 3>::Pointer image(const float* voxels, const std::vector<double>& geometry) {
  using Image = itk::Image<Pixel, 3>;
  typename Image::SizeType size;
  typename Image::PointType origin;
  typename Image::SpacingType spacing;
  typename Image::DirectionType direction;
  for (unsigned axis = 0; axis < 3; ++axis) {
    size[axis] = static_cast<itk::SizeValueType>(geometry.at(axis));
    origin[axis] = geometry.at(3 + axis);
    spacing[axis] = geometry.at(6 + axis);
    for (unsigned column = 0; column < 3; ++column) {
      direction[axis][column] = geometry.at(9 + 3 * axis + column);
    }
  }
  auto made = Image::New();
  made->SetRegions(size);
  made->SetOrigin(origin);
  made->SetSpacing(spacing);
  made->SetDirection(direction);
  made->Allocate();
  Pixel* into = made->GetBufferPointer();
  const std::size_t count = size[0] * size[1] * size[2];
  for (std::size_t n = 0; n < count; ++n) {
    into[n] = static_cast<Pixel>(voxels[n]);
  }
  return made;
}

// rows: key, value, value ...
ParameterMap parameters(JNIEnv* env, jobjectArray rows) {
  ParameterMap map;
  for (jsize r = 0; r < env->GetArrayLength(rows); ++r) {
    auto row = static_cast<jobjectArray>(env->GetObjectArrayElement(rows, r));
    std::vector<std::string> words;
    for (jsize w = 0; w < env->GetArrayLength(row); ++w) {
      auto word = static_cast<jstring>(env->GetObjectArrayElement(row, w));
      words.push_back(text(env, word));
      env->DeleteLocalRef(word);
    }
    map[words.at(0)] = std::vector<std::string>(words.begin() + 1, words.end());
    env->DeleteLocalRef(row);
  }
  return map;
}

// One text per map, as a parameter file; every value in quotes, which both elastix and Regista read.
jobjectArray texts(JNIEnv* env, const std::vector<ParameterMap>& maps) {
  auto out = env->NewObjectArray(static_cast<jsize>(maps.size()), env->FindClass("java/lang/String"), nullptr);
  for (std::size_t n = 0; n < maps.size(); ++n) {
    std::string all;
    for (const auto& entry : maps[n]) {
      all += "(" + entry.first;
      for (const auto& value : entry.second) {
        all += " \"" + value + "\"";
      }
      all += ")\n";
    }
    env->SetObjectArrayElement(out, static_cast<jsize>(n), env->NewStringUTF(all.c_str()));
  }
  return out;
}

// M (rows) and t of x -> M x + t; none if empty.
elastix::ELASTIX::ObjectPointer start(const std::vector<double>& rows) {
  if (rows.empty()) {
    return nullptr;
  }
  Start::MatrixType matrix;
  Start::OutputVectorType offset;
  for (unsigned row = 0; row < 3; ++row) {
    for (unsigned column = 0; column < 3; ++column) {
      matrix[row][column] = rows.at(4 * row + column);
    }
    offset[row] = rows.at(4 * row + 3);
  }
  auto transform = Start::New();
  transform->SetMatrix(matrix);
  transform->SetOffset(offset);
  return transform.GetPointer();
}

void fail(JNIEnv* env, const std::string& what) {
  env->ThrowNew(env->FindClass("java/lang/IllegalStateException"), what.c_str());
}

template <typename Pixel>
itk::DataObject::Pointer optional(jlong address, JNIEnv* env, jdoubleArray geometry) {
  if (address == 0) {
    return nullptr;
  }
  return image<Pixel>(reinterpret_cast<const float*>(address), numbers(env, geometry)).GetPointer();
}

}  // namespace

// images: addresses of the voxels of fixed, moving, fixed mask, moving mask; 0 for no mask.
extern "C" JNIEXPORT jobjectArray JNICALL Java_org_regista_elastix_ElastixBridge_register(
    JNIEnv* env, jclass, jlongArray images, jobjectArray geometries, jobjectArray maps, jdoubleArray initial,
    jint threads) {
  try {
    jlong address[4];
    env->GetLongArrayRegion(images, 0, 4, address);
    itk::DataObject::Pointer data[4];
    for (jsize n = 0; n < 4; ++n) {
      auto geometry = static_cast<jdoubleArray>(env->GetObjectArrayElement(geometries, n));
      data[n] = n < 2 ? optional<float>(address[n], env, geometry) : optional<unsigned char>(address[n], env, geometry);
    }
    std::vector<ParameterMap> parameterMaps;
    for (jsize n = 0; n < env->GetArrayLength(maps); ++n) {
      parameterMaps.push_back(parameters(env, static_cast<jobjectArray>(env->GetObjectArrayElement(maps, n))));
    }
    itk::MultiThreaderBase::SetGlobalDefaultNumberOfThreads(static_cast<itk::ThreadIdType>(threads));
    elastix::ELASTIX library;
    const int status = library.RegisterImages(data[0], data[1], parameterMaps, std::string(), false, true, data[2],
                                              data[3], start(numbers(env, initial)));
    if (status != 0) {
      fail(env, "elastix ended with status " + std::to_string(status));
      return nullptr;
    }
    return texts(env, library.GetTransformParameterMapList());
  } catch (const std::exception& e) {
    fail(env, e.what());
  } catch (...) {
    fail(env, "elastix threw something that is no exception of C++");
  }
  return nullptr;
}
