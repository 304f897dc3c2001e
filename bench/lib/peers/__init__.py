"""Insula and its peers on the same work: each server's set-up, one run of one server, tables and plots."""
