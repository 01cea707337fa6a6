using System.Net;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Server.Control.Http;

/// <summary>
/// The HTTP listeners of a server. A change of them is prepared first, with all their files read, and then taken or
/// left. Belongs to one thread.
/// </summary>
/// <param name="log">The logger <c>commands</c>.</param>
internal sealed class HttpChannels(HttpService service, ChannelLimits limits, Logger log) : IDisposable
{
    private readonly List<HttpChannel> _open = [];
    private readonly List<HttpChannel> _prepared = [];
    private readonly List<HttpChannel> _ending = [];
    private readonly Dictionary<IPEndPoint, HttpListenerState> _states = [];
    private readonly HashSet<IPEndPoint> _failed = [];
    private IReadOnlyList<HttpSocketSettings> _wanted = [];

    /// <summary>Listeners that are configured and could not be opened.</summary>
    public bool HasProblems => _failed.Count > 0;

    public IEnumerable<HttpSocketSettings> Open => _open.Select(c => c.Settings);

    /// <summary>Opens what a configuration asks for beyond what there is; false with the reason, and then nothing is left open.</summary>
    public bool TryPrepare(IReadOnlyList<HttpSocketSettings> settings, out string error)
    {
        error = "";
        foreach (var wanted in settings)
        {
            if (!TryPrepare(wanted, out error))
            {
                Leave();
                return false;
            }
        }

        return true;
    }

    /// <summary>Closes what was prepared.</summary>
    public void Leave()
    {
        _prepared.ForEach(End);
        _prepared.Clear();
        _states.Clear();
    }

    /// <summary>Takes what was prepared into use and closes what the configuration does not have any more.</summary>
    public void Take(IReadOnlyList<HttpSocketSettings> settings)
    {
        foreach (var channel in _open.Where(c => _states.ContainsKey(c.Settings.EndPoint)))
        {
            channel.Use(_states[channel.Settings.EndPoint]);
            log.Write(channel.Settings.IsSecure ? ControlLog.HttpsUpdated : ControlLog.HttpUpdated, $"commands go on by {channel.Settings}");
        }

        _states.Clear();
        _open.AddRange(_prepared);
        _prepared.Clear();
        _failed.Clear();
        _wanted = settings;
        foreach (var channel in _open.Where(c => !settings.Any(s => s.EndPoint.Equals(c.Settings.EndPoint))).ToList())
        {
            _open.Remove(channel);
            log.Write(ControlLog.HttpClosing, $"no more commands by {channel.Settings}");
            End(channel);
        }
    }

    /// <summary>Opens what is configured and not open yet; what fails is told once, and DHCP is served without it.</summary>
    public void OpenMissing()
    {
        foreach (var wanted in _wanted.Where(w => At(w.EndPoint) is null))
        {
            if (HttpListenerState.TryLoad(wanted, out string error) is { } state
                && HttpChannel.TryOpen(state, service, limits, log, out error) is { } channel)
            {
                _open.Add(channel);
                _failed.Remove(wanted.EndPoint);
            }
            else if (_failed.Add(wanted.EndPoint))
            {
                log.Write(ControlLog.OpenFailed, $"{error}; trying again");
            }
        }
    }

    /// <summary>Closes all, and lets answers that are known by now leave.</summary>
    /// <param name="most">How long that may take.</param>
    public void Close(TimeSpan most)
    {
        Leave();
        _open.ForEach(End);
        _open.Clear();
        _ending.ForEach(c => c.Settle(most));
        _ending.Clear();
    }

    public void Dispose() => Close(TimeSpan.FromSeconds(2));

    private bool TryPrepare(HttpSocketSettings wanted, out string error)
    {
        var there = At(wanted.EndPoint);
        if (there is not null && there.Settings.IsSecure != wanted.IsSecure)
        {
            // Clear text where there was TLS may be a slip of the pen.
            error = $"found {wanted} where {there.Settings} is in use, wanted another address or port for the other type of socket";
            log.Write(wanted.IsSecure ? ControlLog.HttpsReuseFailed : ControlLog.HttpReuseFailed, $"{error}");
            return false;
        }

        if (HttpListenerState.TryLoad(wanted, out error) is not { } state)
        {
            return false;
        }

        if (there is not null)
        {
            _states[wanted.EndPoint] = state;
            return true;
        }

        if (HttpChannel.TryOpen(state, service, limits, log, out error) is not { } channel)
        {
            return false;
        }

        _prepared.Add(channel);
        return true;
    }

    private HttpChannel? At(IPEndPoint endPoint) => _open.Find(c => c.Settings.EndPoint.Equals(endPoint));

    private void End(HttpChannel channel)
    {
        _ending.RemoveAll(c => c.IsEnded);
        channel.Dispose();
        _ending.Add(channel);
    }
}
