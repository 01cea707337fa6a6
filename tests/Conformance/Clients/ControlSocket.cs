using System.Text.Json;

namespace Conformance.Clients;

/// <summary>A control socket in a folder of its own, for a server in a lab.</summary>
internal sealed class ControlSocket : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-control-").FullName;

    private string Name => Path.Combine(_folder, "socket");

    /// <summary>What the server's configuration says of it, ending with a comma.</summary>
    public string Members => $$""" "control-socket": { "socket-type": "unix", "socket-name": "{{Name}}" }, """;

    public JsonElement Ask(string command, string? arguments = null) => ControlClient.Ask(Name, command, arguments);

    /// <summary>Sends text as it is.</summary>
    public string Send(string text) => ControlClient.Send(Name, text);

    public void Must(string command, string? arguments, int result, string text) =>
        ControlClient.Must(Name, command, arguments, result, text);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
