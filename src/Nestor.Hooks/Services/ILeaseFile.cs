using Nestor.Model.Leases;

namespace Nestor.Hooks.Services;

/// <summary>The file that a server keeps its leases in, and others of that form beside it.</summary>
public interface ILeaseFile
{
    /// <summary>The file in use.</summary>
    string Path { get; }

    /// <summary>
    /// Where a file of leases may be written: in the folder of the one in use, and not under the name of one of its
    /// companions. False, with the reason, for other places.
    /// </summary>
    /// <param name="name">With a folder or without; empty for the one in use.</param>
    bool TryPlace(string name, out string path, out string error);

    /// <summary>
    /// The file in use is to be made anew out of all leases. Between two turns: from here on changes go into a file of
    /// their own, and every lease there is belongs in the pack that is then stored by
    /// <see cref="ILeaseFile{TView, TFields}.Renew"/>. Null when done, else why not.
    /// </summary>
    string? BeginRenewal();

    /// <summary>There will be no pack: what was stored stays as it is.</summary>
    void GiveUpRenewal();
}

/// <summary>The part of it that knows the leases of one family. Not on the loop's thread, for it waits for the disk.</summary>
public interface ILeaseFile<TView, TFields> : ILeaseFile
    where TView : struct, ILeaseView<TView, TFields>, allows ref struct
    where TFields : struct
{
    /// <summary>
    /// Writes leases to a file, whole or not at all; what was there under its name is kept as <c>.bak</c> with the number
    /// of the process behind it. Null when done, else why not.
    /// </summary>
    string? Write(string path, LeasePack<TView, TFields> leases);

    /// <summary>
    /// Puts all leases, as they were at some time since <see cref="ILeaseFile.BeginRenewal"/>, in the place of what was
    /// stored before it, which is kept as <c>.bak</c>. Null when done, else why not: then everything stays as it was.
    /// </summary>
    string? Renew(LeasePack<TView, TFields> leases);
}
