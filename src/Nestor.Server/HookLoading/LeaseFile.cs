using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Server.Runtime;
using Nestor.Stores.Memfile;
using Nestor.Wire.Values;

namespace Nestor.Server.HookLoading;

/// <summary>The lease file as libraries see it.</summary>
/// <param name="drain">Waits until all that was changed is in the file.</param>
internal sealed class LeaseFile<TView, TFields, TAddr, TCsv>(ILeaseStorage storage, Action drain) : ILeaseFile<TView, TFields>
    where TView : struct, ILeaseView<TView, TFields>, allows ref struct
    where TFields : struct
    where TAddr : struct, IAddress<TAddr>
    where TCsv : struct, ILeaseCsv<TView, TAddr>
{
    private const int BufferSize = 256 * 1024;

    private readonly LeaseFiles _files = storage.Files;

    public string Path => _files.Current;

    public bool TryPlace(string name, out string path, out string error)
    {
        string own = System.IO.Path.GetFullPath(_files.Current);
        string folder = System.IO.Path.GetDirectoryName(own)!;
        path = own;
        error = "";
        if (name.Length == 0)
        {
            return true;
        }

        string last = System.IO.Path.GetFileName(name);
        if (name.Any(char.IsControl) || last is "" or "." or "..")
        {
            error = "the name is not that of a file";
            return false;
        }

        path = System.IO.Path.GetFullPath(last == name ? System.IO.Path.Combine(folder, name) : name);
        if (System.IO.Path.GetDirectoryName(path) != folder)
        {
            error = $"not allowed to write leases into {System.IO.Path.GetDirectoryName(path)}, only into {folder}, where the lease file is";
        }
        else if (path != own && path.StartsWith(own + ".", StringComparison.Ordinal))
        {
            error = "the name is one that the lease file's companions may have";
        }

        return error.Length == 0;
    }

    public string? BeginRenewal()
    {
        drain();
        return storage.BeginRenewal();
    }

    public void GiveUpRenewal() => storage.EndRenewal(null);

    public string? Write(string path, LeasePack<TView, TFields> leases)
    {
        string temporary = $"{path}.tmp{Environment.ProcessId}";
        try
        {
            if (WriteRows(temporary, leases) is { } problem)
            {
                File.Delete(temporary);
                return problem;
            }

            if (File.Exists(path))
            {
                File.Move(path, $"{path}.bak{Environment.ProcessId}", overwrite: true);
            }

            LeaseFiles.Rename(temporary, path);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            return e.Message;
        }
    }

    public string? Renew(LeasePack<TView, TFields> leases)
    {
        try
        {
            return WriteRows(_files.Output, leases) is { } problem ? storage.EndRenewal(problem) : storage.EndRenewal("");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return storage.EndRenewal(e.Message);
        }
    }

    private static string? WriteRows(string path, LeasePack<TView, TFields> leases)
    {
        File.Delete(path);
        if (PosixJournalFile.TryOpen(path, out string problem) is not { } file)
        {
            return problem;
        }

        using (file)
        {
            var buffer = new byte[BufferSize];
            int used = TCsv.Header.Length;
            TCsv.Header.CopyTo(buffer);
            buffer[used++] = (byte)'\n';
            string? failure = null;
            leases.ForEach((_, in lease) =>
            {
                int need = TCsv.MaxLength(in lease);
                if (failure is null && buffer.Length - used < need)
                {
                    failure = file.TryAppend(buffer.AsSpan(0, used), out string why) ? null : why;
                    used = 0;
                    buffer = need > buffer.Length ? new byte[need] : buffer;
                }

                used += failure is null ? TCsv.Write(in lease, isDelete: false, buffer.AsSpan(used)) : 0;
            });
            return failure ?? (file.TryAppend(buffer.AsSpan(0, used), out string error) && file.TrySync(out error) ? null : error);
        }
    }
}
