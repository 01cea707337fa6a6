using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Nestor.Hooks.Commands;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Server.Control.Http;

/// <summary>
/// From a request by HTTP to its answer: first what HTTP asks of it, then who asks, then the command. A command that
/// fails is answered with status 200 all the same: what became of it stands in the body.
/// </summary>
/// <param name="isRoom">Takes (or gives back) that many bytes of what all clients may keep; false when there is no room.</param>
/// <param name="log">The logger <c>commands</c>.</param>
internal sealed class HttpExchange(HttpService service, ChannelLimits limits, Func<int, bool> isRoom, Logger log)
{
    private readonly BodyReader _body = new(limits, isRoom);

    /// <summary>Answers one request; nothing a client does throws.</summary>
    public async Task Run(HttpContext context, HttpListenerState state)
    {
        try
        {
            var answer = await Answer(context, state);
            if (context.RequestAborted.IsCancellationRequested)
            {
                return;
            }

            foreach (var header in state.Settings.Headers)
            {
                context.Response.Headers[header.Name] = header.Value;
            }

            await AnswerWriter.Write(context.Response, answer, HttpMethods.IsHead(context.Request.Method));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            log.Write(ControlLog.HttpRefused, $"{Name(context)}: the client is gone, {e.Message}");
        }
    }

    private async Task<HttpAnswer> Answer(HttpContext context, HttpListenerState state)
    {
        try
        {
            var request = context.Request;
            if (HttpMethods.IsPost(request.Method))
            {
                return await AnswerPost(context, state);
            }

            return HttpMethods.IsGet(request.Method) && service.Endpoints.Find(request.Path.Value ?? "") is { } row
                ? await AnswerGet(context, state, row)
                : Refuse(context, StatusCodes.Status400BadRequest, $"{request.Method} is not answered");
        }
        catch (BadHttpRequestException e)
        {
            return Refuse(context, e.StatusCode, e.Message);
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException))
        {
            // One of the three outer loops: whatever went wrong with one request, the server goes on.
            log.Write(ControlLog.HttpFailed, $"{Name(context)}: {e.ToString().ReplaceLineEndings(" | ")}");
            return HttpAnswer.Refusal(StatusCodes.Status500InternalServerError) with { Closes = true };
        }
    }

    private async Task<HttpAnswer> AnswerPost(HttpContext context, HttpListenerState state)
    {
        var request = context.Request;
        if (!HttpAnswer.Json.Equals(request.ContentType, StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(context, StatusCodes.Status400BadRequest, $"the content is not of type {HttpAnswer.Json}");
        }

        if (request.ContentLength is not { } length)
        {
            return Refuse(context, StatusCodes.Status400BadRequest, "the content has no length");
        }

        if (CallerOf(context, state) is not { } caller)
        {
            return Unauthorized(context, state);
        }

        if (!state.Settings.Offers.HasFlag(HttpOffers.Commands))
        {
            return Refuse(context, StatusCodes.Status403Forbidden, "no commands are taken here");
        }

        var (body, status) = await _body.Read(request, length);
        if (status != 0)
        {
            return Refuse(context, status, "the content cannot be read");
        }

        // Neither too deep nor too much of it: the reader of JSON makes some hundred bytes of two.
        return new RequestEnd(limits.MaxDepth, limits.MaxValues).Scan(body) is RequestState.TooDeep or RequestState.TooMany
            ? Refuse(context, StatusCodes.Status400BadRequest, "the content has too many values, or too many in each other")
            : await service.Command(body, caller);
    }

    private async ValueTask<HttpAnswer> AnswerGet(HttpContext context, HttpListenerState state, HttpEndpoints.Row row)
    {
        var request = context.Request;
        var caller = CallerOf(context, state);
        if (caller is null && !row.IsOpen)
        {
            return Unauthorized(context, state);
        }

        string query = request.QueryString.Value is { Length: > 1 } text ? text[1..] : "";
        var question = new HttpQuestion(request.Path.Value!, query, request.Headers.Accept.ToString(), caller ?? Known(context), state.Settings);
        return await row.Answer(question) ?? Refuse(context, StatusCodes.Status400BadRequest, $"{request.Path.Value} is not offered here");
    }

    /// <summary>Null when the client has to say who it is and does not.</summary>
    private Caller? CallerOf(HttpContext context, HttpListenerState state)
    {
        var known = Known(context);
        if (!state.Credentials.IsAsked)
        {
            return known;
        }

        var header = context.Request.Headers.Authorization;
        if (header.Count == 1 && state.Credentials.UserOf(header[0]) is { } user)
        {
            service.Auth.Write(ControlLog.Authorized, $"{Name(context)}: a request of '{user}'");
            return known with { User = user };
        }

        service.Auth.Write(
            header.Count == 0 ? ControlLog.NoAuthHeader : BasicCredentials.IsBasic(header[0]) ? ControlLog.NotAuthorized : ControlLog.BadAuthHeader,
            $"{Name(context)}: {(header.Count == 0 ? "a request without name and password" : "a request whose name and password are nobody's")}");
        return null;
    }

    /// <summary>What the connection says of the client.</summary>
    private static Caller Known(HttpContext context)
    {
        var connection = context.Connection;
        var tls = context.Features.Get<ITlsConnectionFeature>();
        var certificate = tls?.ClientCertificate;
        return new Caller(tls is null ? CallerChannel.Http : CallerChannel.Https)
        {
            Remote = connection.RemoteIpAddress is { } address
                ? new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, connection.RemotePort) : null,
            CertificateSubject = certificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
            CertificateIssuer = certificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: true),
            CertificateName = certificate?.Subject,
        };
    }

    private HttpAnswer Unauthorized(HttpContext context, HttpListenerState state)
    {
        log.Write(ControlLog.HttpRefused, $"{Name(context)}: no name and password, or wrong ones");
        context.Response.Headers.WWWAuthenticate = state.Credentials.Challenge;
        return HttpAnswer.Refusal(StatusCodes.Status401Unauthorized);
    }

    private HttpAnswer Refuse(HttpContext context, int status, string reason)
    {
        log.Write(ControlLog.HttpRefused, $"{Name(context)}: {string.Concat(reason.Select(c => char.IsControl(c) ? '?' : c))}");
        return HttpAnswer.Refusal(status) with { Closes = true };
    }

    private static string Name(HttpContext context) => $"{context.Connection.RemoteIpAddress} {context.Connection.RemotePort}";
}
