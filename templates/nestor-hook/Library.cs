using Nestor.Hooks.Commands;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Services;
using Nestor.Model.Logging;

namespace NestorHook;

/// <summary>
/// The library. One public class that is an IHookLibrary is what the server looks for. Configure it by its name:
///   "hooks-libraries": [ { "library": "/path/NestorHook.dll", "parameters": { "greeting": "hello" } } ]
/// </summary>
public sealed class Library : IHookLibrary
{
    private static readonly LogId SeenId = LogId.Info("NESTORHOOK_SEEN");

    private string _greeting = "";
    private long _seen;
    private IHookServer? _server;

    /// <summary>A configuration is read, perhaps only to be checked: parameters, commands and hook points, and nothing else.</summary>
    public void Load(LibrarySetup setup)
    {
        var parameters = new ParameterReader(setup);
        _greeting = parameters.Text("greeting", "hello")!;
        parameters.RefuseOthers();

        setup.AddCommand("nestorhook-status", _ => CommandResult.Success($"{_greeting}: {_seen} queries"));
        setup.Points4?.Pkt4Receive.Add(setup, call => Seen(call.Exchange.MessageType.ToString()));
        setup.Points6?.Pkt6Receive.Add(setup, call => Seen(call.Exchange.MessageType.ToString()));
    }

    /// <summary>The configuration is in force.</summary>
    public void Start(IHookServer server) => _server = server;

    /// <summary>Another configuration takes its place, or the server ends.</summary>
    public void Dispose()
    {
    }

    // On the loop's thread: short, and without locks.
    private void Seen(string type)
    {
        _seen++;
        _server?.Log("nestorhook").Write(SeenId, $"{_greeting}: a {type}");
    }
}
