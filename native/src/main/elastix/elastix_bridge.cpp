// The bridge to the elastix library, 5.0 to 5.3: one registration per process, since the library keeps global state.
// It writes its iteration table to standard output and its transforms to a folder, as the executable does; the parent
// process reads both there.
#include <algorithm>
#include <exception>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include <jni.h>

#include <elxParameterObject.h>
#include <itkImage.h>
#if __has_include(<itkElastixRegistrationMethod.h>)
#include <itkElastixRegistrationMethod.h>
#else
#include <elxElastixFilter.h>
#endif

namespace {

#if __has_include(<itkElastixRegistrationMethod.h>)
template <typename Image>
using Method = itk::ElastixRegistrationMethod<Image, Image>;
#else
template <typename Image>
using Method = elastix::ElastixFilter<Image, Image>;
#endif

using ParameterMap = elastix::ParameterObject::ParameterMapType;

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

// geometry: size, origin, spacing, and the rows of the direction; float32 voxels are used where they are.
template <typename Pixel>
typename itk::Image<Pixel, 3>::Pointer image(float* voxels, const std::vector<double>& geometry) {
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
  const std::size_t count = size[0] * size[1] * size[2];
  if constexpr (std::is_same_v<Pixel, float>) {
    made->GetPixelContainer()->SetImportPointer(voxels, count, false);
  } else {
    made->Allocate();
    std::transform(voxels, voxels + count, made->GetBufferPointer(), [](float v) { return static_cast<Pixel>(v); });
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

void fail(JNIEnv* env, const std::string& what) {
  env->ThrowNew(env->FindClass("java/lang/IllegalStateException"), what.c_str());
}

// What the Java side hands over: fixed, moving, fixed mask, moving mask (0 for no mask), and their geometries.
struct Images {
  jlong address[4] = {};
  std::vector<double> geometry[4];

  Images(JNIEnv* env, jlongArray addresses, jobjectArray geometries) {
    env->GetLongArrayRegion(addresses, 0, 4, address);
    for (jsize n = 0; n < 4; ++n) {
      geometry[n] = numbers(env, static_cast<jdoubleArray>(env->GetObjectArrayElement(geometries, n)));
    }
  }

  template <typename Pixel>
  typename itk::Image<Pixel, 3>::Pointer get(int role) const {
    return image<Pixel>(reinterpret_cast<float*>(address[role]), geometry[role]);
  }
};

enum File { OUT, START, FIXED_POINTS, MOVING_POINTS };

// files: as in File; the texts of those that are not used are empty.
template <typename Pixel>
void run(const Images& images, const std::vector<ParameterMap>& maps, const std::vector<std::string>& files,
         int threads) {
  auto method = Method<itk::Image<Pixel, 3>>::New();
  method->SetFixedImage(images.get<Pixel>(0));
  method->SetMovingImage(images.get<Pixel>(1));
  if (images.address[2] != 0) {
    method->SetFixedMask(images.get<unsigned char>(2));
  }
  if (images.address[3] != 0) {
    method->SetMovingMask(images.get<unsigned char>(3));
  }
  auto parameters = elastix::ParameterObject::New();
  parameters->SetParameterMap(maps);
  method->SetParameterObject(parameters);
  method->SetOutputDirectory(files.at(OUT));
  method->SetInitialTransformParameterFileName(files.at(START));
  method->SetFixedPointSetFileName(files.at(FIXED_POINTS));
  method->SetMovingPointSetFileName(files.at(MOVING_POINTS));
  method->SetNumberOfThreads(threads);
  method->LogToConsoleOn();
  method->LogToFileOff();
  method->Update();
}

// elastix takes short if a file does not say.
std::string pixels(const ParameterMap& map, const std::string& key) {
  const auto found = map.find(key);
  return found == map.end() || found->second.empty() ? "short" : found->second.front();
}

// The one type of voxels that all maps compute with.
std::string pixels(const std::vector<ParameterMap>& maps) {
  const std::string type = pixels(maps.at(0), "FixedInternalImagePixelType");
  for (const auto& map : maps) {
    if (pixels(map, "FixedInternalImagePixelType") != type || pixels(map, "MovingInternalImagePixelType") != type) {
      throw std::runtime_error("the library takes one internal pixel type for all images; use the executables");
    }
  }
  return type;
}

}  // namespace

extern "C" JNIEXPORT void JNICALL Java_org_regista_elastix_ElastixBridge_register(
    JNIEnv* env, jclass, jlongArray addresses, jobjectArray geometries, jobjectArray maps, jobjectArray files,
    jint threads) {
  try {
    const Images images(env, addresses, geometries);
    std::vector<ParameterMap> parameterMaps;
    for (jsize n = 0; n < env->GetArrayLength(maps); ++n) {
      parameterMaps.push_back(parameters(env, static_cast<jobjectArray>(env->GetObjectArrayElement(maps, n))));
    }
    std::vector<std::string> names;
    for (jsize n = 0; n < env->GetArrayLength(files); ++n) {
      names.push_back(text(env, static_cast<jstring>(env->GetObjectArrayElement(files, n))));
    }
    const std::string type = pixels(parameterMaps);
    if (type == "float") {
      run<float>(images, parameterMaps, names, threads);
    } else if (type == "short") {
      run<short>(images, parameterMaps, names, threads);
    } else {
      throw std::runtime_error("the internal pixel type '" + type + "' is not float or short");
    }
  } catch (const itk::ExceptionObject& e) {
    fail(env, e.GetDescription());
  } catch (const std::exception& e) {
    fail(env, e.what());
  } catch (...) {
    fail(env, "elastix threw something that is no exception of C++");
  }
}
