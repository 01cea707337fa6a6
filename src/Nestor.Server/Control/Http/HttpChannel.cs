using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Server.Control.Http;

/// <summary>
/// One address and port that takes commands by HTTP. Each has a Kestrel of its own, so that one can be opened and closed
/// while the others go on; nothing of ASP.NET is loaded before the first.
/// </summary>
internal sealed class HttpChannel : IHttpApplication<HttpContext>, IDisposable
{
    private readonly WebApplication _application;
    private readonly IServer _server;
    private readonly HttpExchange _exchange;
    private readonly ChannelLimits _limits;
    private readonly Logger _log;
    private volatile HttpListenerState _state;
    private Task _ending = Task.CompletedTask;
    private int _buffered;

    private HttpChannel(HttpListenerState state, HttpService service, ChannelLimits limits, Logger log)
    {
        _state = state;
        _limits = limits;
        _log = log;
        _exchange = new HttpExchange(service, limits, IsRoom, log);

        // Nothing is taken from the environment, and the host's own handling of signals is never started.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Configure);
        _application = builder.Build();
        _server = _application.Services.GetRequiredService<IServer>();
    }

    public HttpSocketSettings Settings => _state.Settings;

    /// <summary>It was disposed of, and the last answer has left.</summary>
    public bool IsEnded => _ending.IsCompleted;

    /// <summary>Bytes kept of requests that are not whole.</summary>
    public int Buffered => Volatile.Read(ref _buffered);

    /// <summary>Null with the reason when it cannot be opened.</summary>
    /// <param name="log">The logger <c>commands</c>.</param>
    public static HttpChannel? TryOpen(HttpListenerState state, HttpService service, ChannelLimits limits, Logger log, out string error)
    {
        error = "";
        var channel = new HttpChannel(state, service, limits, log);
        try
        {
            channel._server.StartAsync(channel, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            error = $"{state.Settings}: {(e.InnerException as SocketException ?? e.InnerException?.InnerException ?? e).Message}";
            channel.Dispose();
            return null;
        }

        if (!state.Credentials.IsAsked && !state.Settings.IsSecure)
        {
            log.Write(ControlLog.HttpOpenToAll, $"{state.Settings} asks nobody for a password and has no TLS");
        }

        log.Write(ControlLog.HttpOpen, $"taking commands by {state.Settings}");
        return channel;
    }

    /// <summary>Goes on with other passwords, certificates and headers, from the next request or handshake on.</summary>
    public void Use(HttpListenerState state) => _state = state;

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context) => _exchange.Run(context, _state);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        if (exception is not null)
        {
            _log.Write(ControlLog.HttpFailed, $"{exception.ToString().ReplaceLineEndings(" | ")}");
        }
    }

    /// <summary>
    /// Takes no new clients; those that are being served get their answers meanwhile, the one too whose command closes
    /// this channel.
    /// </summary>
    public void Dispose()
    {
        var patience = new CancellationTokenSource(_limits.Idle);
        _ending = End(patience);
    }

    /// <summary>Waits until everybody who asked has the answer, or the time is over.</summary>
    public void Settle(TimeSpan most) => _ending.Wait(most);

    private async Task End(CancellationTokenSource patience)
    {
        await _server.StopAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _application.DisposeAsync();
        patience.Dispose();
    }

    private void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxConcurrentConnections = _limits.MaxHttpConnections;
        options.Limits.MaxRequestBodySize = _limits.MaxRequest;
        options.Limits.KeepAliveTimeout = _limits.KeepAlive;
        options.Limits.RequestHeadersTimeout = _limits.Idle;
        options.Listen(_state.Settings.EndPoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (_state.Settings.IsSecure)
            {
                listen.UseHttps(new TlsHandshakeCallbackOptions
                {
                    // The files may have been read again since the last handshake.
                    OnConnection = _ => ValueTask.FromResult(_state.Certificates!.Options),
                    HandshakeTimeout = _limits.Idle,
                });
            }
        });
    }

    private bool IsRoom(int bytes)
    {
        if (Interlocked.Add(ref _buffered, bytes) <= _limits.MaxBuffered || bytes <= 0)
        {
            return true;
        }

        Interlocked.Add(ref _buffered, -bytes);
        return false;
    }
}
