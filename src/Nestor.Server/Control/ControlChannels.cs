using Nestor.Hooks.Commands;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Control.Http;

namespace Nestor.Server.Control;

/// <summary>
/// The control channels of a server. A change of them is prepared first and then taken or left, so that a configuration
/// can be refused for a socket that cannot be opened. Belongs to the loop's thread.
/// </summary>
/// <param name="answer">Gives the answer to the text of a request by a unix socket; called on other threads.</param>
/// <param name="service">The same for HTTP.</param>
/// <param name="log">The logger <c>commands</c>.</param>
internal sealed class ControlChannels(
    Func<byte[], Caller, Task<CommandResult>> answer, HttpService service, ChannelLimits limits, Logger log) : IDisposable
{
    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(2);

    private readonly HttpChannels _http = new(service, limits, log);
    private readonly List<UnixChannel> _open = [];
    private readonly List<UnixChannel> _prepared = [];
    private readonly HashSet<string> _failed = [];
    private string[] _wanted = [];

    /// <summary>Sockets that are configured and could not be opened.</summary>
    public bool HasProblems => _failed.Count > 0 || _http.HasProblems;

    public IEnumerable<string> Paths => _open.Select(c => c.Path);

    /// <summary>Opens what a configuration asks for beyond what there is; false with the reason, and then nothing is left open.</summary>
    public bool TryPrepare(ControlSettings settings, out string error)
    {
        error = "";
        foreach (string path in settings.Unix.Select(s => SocketFile.PathOf(s.Name)).Where(p => !_open.Exists(c => c.Path == p)))
        {
            if (UnixChannel.TryOpen(path, answer, limits, log, out error) is not { } channel)
            {
                Leave();
                return false;
            }

            _prepared.Add(channel);
        }

        if (!_http.TryPrepare(settings.Http, out error))
        {
            Leave();
            return false;
        }

        return true;
    }

    /// <summary>Closes what was prepared.</summary>
    public void Leave()
    {
        _prepared.ForEach(c => c.Dispose());
        _prepared.Clear();
        _http.Leave();
    }

    /// <summary>Takes what was prepared into use and closes what the configuration does not have any more.</summary>
    public void Take(ControlSettings settings)
    {
        _http.Take(settings.Http);
        _open.AddRange(_prepared);
        _prepared.Clear();
        _failed.Clear();
        _wanted = [.. settings.Unix.Select(s => SocketFile.PathOf(s.Name))];
        foreach (var channel in _open.Where(c => !_wanted.Contains(c.Path)).ToList())
        {
            _open.Remove(channel);
            channel.Dispose();
            log.Write(ControlLog.Closed, $"no more commands by {channel.Path}");
        }
    }

    /// <summary>Opens what is configured and not open yet; what fails is told once, and DHCP is served without it.</summary>
    public void OpenMissing()
    {
        _http.OpenMissing();
        foreach (string path in _wanted.Where(p => !_open.Exists(c => c.Path == p)))
        {
            if (UnixChannel.TryOpen(path, answer, limits, log, out string error) is { } channel)
            {
                _open.Add(channel);
                _failed.Remove(path);
            }
            else if (_failed.Add(path))
            {
                log.Write(ControlLog.OpenFailed, $"{error}; trying again");
            }
        }
    }

    /// <summary>Closes all; answers that are known by now still leave.</summary>
    public void Dispose()
    {
        Leave();
        _open.ForEach(c => c.Dispose());
        _open.ForEach(c => c.Settle(LastAnswers));
        _open.Clear();
        _http.Close(LastAnswers);
    }
}
