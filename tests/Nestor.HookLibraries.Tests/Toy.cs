using Nestor.Hooks.Libraries;
using Nestor.Hooks.Services;

namespace Nestor.HookLibraries.Tests;

/// <summary>A library made of what a test hands in.</summary>
internal sealed class Toy(Action<LibrarySetup> load) : IHookLibrary
{
    public IHookServer? Server { get; private set; }

    public bool IsDisposed { get; private set; }

    public static LibraryTable Table(Action<LibrarySetup> load) => new(new Dictionary<string, Func<IHookLibrary>> { ["toy"] = () => new Toy(load) });

    public static LibraryTable Table(params (string Stem, Action<LibrarySetup> Load)[] toys) =>
        new(toys.ToDictionary(t => t.Stem, t => (Func<IHookLibrary>)(() => new Toy(t.Load))));

    public void Load(LibrarySetup setup) => load(setup);

    public void Start(IHookServer server) => Server = server;

    public void Dispose() => IsDisposed = true;
}
