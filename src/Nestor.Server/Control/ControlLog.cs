using Nestor.Model.Logging;

namespace Nestor.Server.Control;

/// <summary>Log messages about control channels and commands; the logger is <c>commands</c>.</summary>
internal static class ControlLog
{
    /// <summary>A channel is open.</summary>
    public static readonly LogId Open = LogId.Info("COMMAND_ACCEPTOR_START");

    /// <summary>A channel is not configured any more.</summary>
    public static readonly LogId Closed = LogId.Info("NESTOR_CONTROL_SOCKET_CLOSED");

    /// <summary>A channel cannot be opened; it is tried again.</summary>
    public static readonly LogId OpenFailed = LogId.Error("NESTOR_CONTROL_SOCKET_FAILED");

    /// <summary>A socket is not in the directory for control sockets, where Kea would refuse it.</summary>
    public static readonly LogId OtherFolder = LogId.Warn("COMMAND_UNIX_SOCKET_PATH_SECURITY_WARNING");

    /// <summary>Others than owner and group may enter a socket's directory.</summary>
    public static readonly LogId OpenFolder = LogId.Warn("COMMAND_UNIX_SOCKET_PERMISSIONS_SECURITY_WARNING");

    /// <summary>No further client can be taken just now.</summary>
    public static readonly LogId AcceptFailed = LogId.Error("COMMAND_SOCKET_ACCEPT_FAIL");

    public static readonly LogId Connected = LogId.Debug(10, "COMMAND_SOCKET_CONNECTION_OPENED");
    public static readonly LogId Disconnected = LogId.Debug(10, "COMMAND_SOCKET_CONNECTION_CLOSED");
    public static readonly LogId Read = LogId.Debug(10, "COMMAND_SOCKET_READ");
    public static readonly LogId ReadFailed = LogId.Error("COMMAND_SOCKET_READ_FAIL");
    public static readonly LogId Written = LogId.Debug(10, "COMMAND_SOCKET_WRITE");
    public static readonly LogId WriteFailed = LogId.Error("COMMAND_SOCKET_WRITE_FAIL");

    /// <summary>The client went away before its request was whole.</summary>
    public static readonly LogId Gone = LogId.Info("COMMAND_SOCKET_CLOSED_BY_FOREIGN_HOST");

    /// <summary>The client kept its request to itself too long.</summary>
    public static readonly LogId TimedOut = LogId.Info("COMMAND_SOCKET_CONNECTION_TIMEOUT");
    public static readonly LogId Received = LogId.Info("COMMAND_RECEIVED");

    /// <summary>A request that is no command.</summary>
    public static readonly LogId Refused = LogId.Warn("COMMAND_PROCESS_ERROR1");

    /// <summary>Commands are taken by HTTP.</summary>
    public static readonly LogId HttpOpen = LogId.Info("HTTP_COMMAND_MGR_SERVICE_STARTED");

    /// <summary>A listener that stays has other settings now; its certificates were read again.</summary>
    public static readonly LogId HttpUpdated = LogId.Info("HTTP_COMMAND_MGR_HTTP_SERVICE_UPDATED");
    public static readonly LogId HttpsUpdated = LogId.Info("HTTP_COMMAND_MGR_HTTPS_SERVICE_UPDATED");

    /// <summary>A listener may not change between clear text and TLS.</summary>
    public static readonly LogId HttpReuseFailed = LogId.Error("HTTP_COMMAND_MGR_HTTP_SERVICE_REUSE_FAILED");
    public static readonly LogId HttpsReuseFailed = LogId.Error("HTTP_COMMAND_MGR_HTTPS_SERVICE_REUSE_FAILED");
    public static readonly LogId HttpClosing = LogId.Info("HTTP_COMMAND_MGR_SERVICE_STOPPING");

    /// <summary>Name and password are right; the logger is <c>auth</c>, as of the next ones.</summary>
    public static readonly LogId Authorized = LogId.Info("HTTP_CLIENT_REQUEST_AUTHORIZED");
    public static readonly LogId NoAuthHeader = LogId.Info("HTTP_CLIENT_REQUEST_NO_AUTH_HEADER");
    public static readonly LogId BadAuthHeader = LogId.Info("HTTP_CLIENT_REQUEST_BAD_AUTH_HEADER");
    public static readonly LogId NotAuthorized = LogId.Info("HTTP_CLIENT_REQUEST_NOT_AUTHORIZED");

    /// <summary>Commands are taken from everybody who reaches the socket: only with flag -X.</summary>
    public static readonly LogId HttpOpenToAll = LogId.Warn("COMMAND_HTTP_SOCKET_SECURITY_WARNING");

    /// <summary>A request by HTTP that is refused before it is looked at as a command.</summary>
    public static readonly LogId HttpRefused = LogId.Debug(10, "COMMAND_HTTP_LISTENER_COMMAND_REJECTED");

    /// <summary>A request by HTTP that failed in a way nobody foresaw.</summary>
    public static readonly LogId HttpFailed = LogId.Error("NESTOR_HTTP_REQUEST_FAILED");

    /// <summary>The roles of libdhcp_rbac do not let a client do what it asked for.</summary>
    public static readonly LogId RoleRefused = LogId.Info("NESTOR_ROLE_REFUSED");

    /// <summary>The roles cannot be used: nobody may do anything by HTTP.</summary>
    public static readonly LogId RolesFailed = LogId.Error("NESTOR_ROLES_FAILED");

    /// <summary>A command that failed in a way nobody foresaw.</summary>
    public static readonly LogId Failed = LogId.Warn("COMMAND_PROCESS_ERROR2");
}
