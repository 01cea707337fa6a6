using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Services;
using Nestor.Model.Settings;
using Nestor.Server.Runtime;

namespace Nestor.Server.HookLoading;

/// <summary>
/// A hook library of a third party: an assembly with one public <see cref="IHookLibrary"/>, in a context of its own with what it
/// brings along, and gone with its configuration. A native program cannot have any.
/// </summary>
internal sealed class AssemblyLibrary : IHookLibrary
{
    private IHookLibrary? _inner;
    private Context? _context;

    private AssemblyLibrary(IHookLibrary inner, Context context)
    {
        _inner = inner;
        _context = context;
    }

    /// <summary>Null with the reason when there is none to be had.</summary>
    /// <param name="isByCommand">The configuration came by command: only what lies in the folder for hooks is loaded then.</param>
    public static AssemblyLibrary? TryLoad(HookLibrarySettings entry, bool isByCommand, out string error)
    {
        string path = PathOf(entry);
        if (!File.Exists(path))
        {
            error = $"it is no library of this program, and there is no {path}";
            return null;
        }

        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            error = $"{path} is an assembly, which a native program cannot load: ./install --managed makes one that can";
            return null;
        }

        if (isByCommand && !IsInside(path, Paths.Hooks))
        {
            error = $"{path} is not in {Paths.Hooks}, the only place that a configuration by command may load from";
            return null;
        }

        try
        {
            return Load(path, out error);
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or TypeLoadException or TargetInvocationException or MissingMethodException)
        {
            error = $"{path} cannot be loaded: {(e.InnerException ?? e).Message}";
            return null;
        }
    }

    public void Load(LibrarySetup setup) => _inner!.Load(setup);

    public void Start(IHookServer server) => _inner!.Start(server);

    public void Dispose()
    {
        _inner?.Dispose();
        _inner = null;
        _context?.Unload();
        _context = null;
    }

    private static string PathOf(HookLibrarySettings entry)
    {
        string file = entry.File.EndsWith(".so", StringComparison.Ordinal) ? entry.File[..^3] : entry.File;
        file = file.EndsWith(".dll", StringComparison.Ordinal) ? file : file + ".dll";
        return Path.GetFullPath(Path.Combine(Paths.Hooks, file));
    }

    /// <summary>Whatever links lead there.</summary>
    private static bool IsInside(string path, string folder)
    {
        string real = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        return Path.GetDirectoryName(real) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only where code can be loaded, and that program is not trimmed.")]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "As above.")]
    private static AssemblyLibrary? Load(string path, out string error)
    {
        var context = new Context(path);
        var types = context.LoadFromAssemblyPath(path).GetExportedTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IHookLibrary))).ToList();
        if (types.Count == 1 && Activator.CreateInstance(types[0]) is IHookLibrary library)
        {
            error = "";
            return new AssemblyLibrary(library, context);
        }

        context.Unload();
        error = $"{path} has {types.Count} public classes that are an {nameof(IHookLibrary)}, wanted one";
        return null;
    }

    /// <summary>The library's own assemblies. What it shares with the server is the server's: else their types would be others.</summary>
    private sealed class Context(string path) : AssemblyLoadContext(Path.GetFileName(path), isCollectible: true)
    {
        private readonly AssemblyDependencyResolver _resolver = new(path);

        [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only where code can be loaded, and that program is not trimmed.")]
        protected override Assembly? Load(AssemblyName name)
        {
            bool isShared = Default.Assemblies.Any(a => a.GetName().Name == name.Name);
            return !isShared && _resolver.ResolveAssemblyToPath(name) is { } file ? LoadFromAssemblyPath(file) : null;
        }

        protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
            _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(file) : 0;
    }
}
